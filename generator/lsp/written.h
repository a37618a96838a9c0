#pragma once

#include <string>
#include <string_view>

#include "lsp/index.h"
#include "lsp/snapshot.h"

namespace gangway::gen::lsp {

/// How a thing is declared, on one line and without what is inside of it: `struct Message`,
/// `on join(room: string) -> list<Message> throws RoomFull`.
std::string written_head(const Snapshot& in, const Entity& entity);

/// Text with every run of white space as one space.
std::string on_one_line(std::string_view text);

}  // namespace gangway::gen::lsp
