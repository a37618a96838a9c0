#pragma once

#include <string_view>

namespace gangway::gen::cpp {

/// Whether `name` cannot be the name of anything: C++ means something by it, generated code does, or a header
/// that servers meet defines it as a macro which stands for other text.
///
/// The macros are those of C, POSIX and compilers, of windows.h, Qt and curses, and of Xlib where no good
/// name is lost: `Status` stays `Status`. Functions that windows.h renames (`SendMessage`) are left alone as
/// well: they are renamed alike everywhere.
bool is_taken(std::string_view name);

/// Whether a macro `name(…)` is defined there, which only gets in the way of functions: `max`, `clear`.
bool is_function_macro(std::string_view name);

}  // namespace gangway::gen::cpp
