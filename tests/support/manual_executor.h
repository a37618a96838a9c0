#pragma once

// The loop of the testing kit is that of the runtime's own tests as well.
#include "testing/manual_executor.h"
