#include "driver/cli.h"

int main(int argc, char** argv) { return gangway::gen::run(argc, argv); }
