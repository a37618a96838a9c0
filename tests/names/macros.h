// The macros that other people's headers define, each with a meaning that breaks whatever is called like it. The
// runtime and the standard library come first: they stand up for themselves.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gangway/everything.h>

// C, POSIX, compilers. Those of one's own libc are there already.
#include <cassert>
#include <cerrno>
#include <climits>
#include <cmath>
#include <csetjmp>
#include <csignal>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <arpa/inet.h>
#include <sys/sysmacros.h>
#include <termios.h>
#undef linux
#undef unix
#undef i386
#undef DEBUG
#undef NDEBUG
#define linux 1
#define unix 1
#define i386 1
#define DOMAIN 1
#define SING 2
#define OVERFLOW 3
#define UNDERFLOW 4
#define TLOSS 5
#define PLOSS 6
#define HUGE 3.4e38F
#define DEBUG 1
#define NDEBUG 1

// Windows, with WIN32_LEAN_AND_MEAN
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define near
#define far
#define DELETE (0x00010000L)
#define ERROR 0
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define VOID void
#define IGNORE 0
#define STRICT 1
#define THIS void
#define PASCAL
#define CDECL
#define CALLBACK
#define WINAPI
#define FAR
#define NEAR
#define ABSOLUTE 1
#define RELATIVE 2
#define NO_ERROR 0L
#define INFINITE 0xFFFFFFFF
#undef TRUE
#undef FALSE
#define TRUE 1
#define FALSE 0

// Qt
#define signals public
#define slots
#define emit
#define foreach(variable, container) for (variable : container)
#define forever for (;;)

// curses
#define OK (0)
#define ERR (-1)
#define clear() wclear(stdscr)
#define erase() werase(stdscr)
#define refresh() wrefresh(stdscr)
#define timeout(delay) wtimeout(stdscr, (delay))
#define getch() wgetch(stdscr)

// Xlib, without its `Bool`, which the runtime's headers cannot stand either
#define None 0L
#define True 1
#define False 0
#define Always 2
#define Success 0
