#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "policy/table.h"

// How a table of policies is written.

namespace gangway::gen {
namespace {

constexpr std::size_t kColumns = 8;
using Cells = std::array<std::string, kColumns>;

const Cells kHeads = {"event", "direction", "guards", "rate", "deadline", "size", "order", "delivery"};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(part);
  return text;
}

Cells cells_of(const PolicyRow& row) {
  const std::string event = row.room.empty() ? row.event : row.room + '.' + row.event;
  const std::string guards = row.is_public ? "public" : joined(row.guards);
  Cells cells = {event, row.direction, guards, row.rate, row.deadline, row.size, row.order, row.delivery};
  for (std::string& cell : cells) {
    if (cell.empty()) cell = "-";
  }
  return cells;
}

/// In characters, as fmt pads.
std::size_t width_of(const std::string& cell) {
  return static_cast<std::size_t>(
      std::count_if(cell.begin(), cell.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_same_place(const PolicyRow& a, const PolicyRow& b) {
  return a.gateway == b.gateway && a.space == b.space;
}

/// `write(first, last)` for each run of rows of one namespace.
template <class Write>
void for_each_place(const std::vector<PolicyRow>& rows, Write write) {
  for (auto first = rows.begin(); first != rows.end();) {
    const auto last =
        std::find_if(first, rows.end(), [&](const PolicyRow& r) { return !is_same_place(*first, r); });
    write(first, last);
    first = last;
  }
}

void append_line(std::string& text, const Cells& cells, const std::array<std::size_t, kColumns>& widths) {
  std::string line;
  for (std::size_t i = 0; i < kColumns; ++i) line += fmt::format("  {:<{}}", cells[i], widths[i]);
  line.erase(line.find_last_not_of(' ') + 1);
  text.append(line).append("\n");
}

/// In Markdown a `|` ends a cell, wherever it stands.
std::string escaped(std::string_view cell) {
  std::string text;
  for (const char c : cell) text.append(c == '|' ? "\\|" : std::string(1, c));
  return text;
}

}  // namespace

std::string policy_text(const std::vector<PolicyRow>& rows) {
  std::string text;
  for_each_place(rows, [&](auto first, auto last) {
    std::array<std::size_t, kColumns> widths{};
    const auto widen = [&](const Cells& cells) {
      for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], width_of(cells[i]));
    };
    widen(kHeads);
    for (auto row = first; row != last; ++row) widen(cells_of(*row));

    text += fmt::format("{}{} {}\n", text.empty() ? "" : "\n", first->gateway, first->space);
    append_line(text, kHeads, widths);
    for (auto row = first; row != last; ++row) append_line(text, cells_of(*row), widths);
  });
  return text;
}

std::string policy_markdown(const std::vector<PolicyRow>& rows) {
  std::string text;
  for_each_place(rows, [&](auto first, auto last) {
    text += fmt::format("{}## {} `{}`\n\n", text.empty() ? "" : "\n", first->gateway, first->space);
    for (const std::string& head : kHeads) text += fmt::format("| {} ", head);
    text += "|\n|---|---|---|---|---|---|---|---|\n";
    for (auto row = first; row != last; ++row) {
      for (const std::string& cell : cells_of(*row)) text += fmt::format("| {} ", escaped(cell));
      text += "|\n";
    }
  });
  return text;
}

std::string policy_json(const std::vector<PolicyRow>& rows) {
  using Json = nlohmann::ordered_json;
  const auto or_null = [](const std::string& cell) { return cell.empty() ? Json() : Json(cell); };
  Json list = Json::array();
  for (const PolicyRow& row : rows) {
    list.push_back({{"gateway", row.gateway},
                    {"namespace", row.space},
                    {"room", or_null(row.room)},
                    {"event", row.event},
                    {"direction", row.direction},
                    {"guards", row.guards},
                    {"rate", or_null(row.rate)},
                    {"deadline", or_null(row.deadline)},
                    {"size", or_null(row.size)},
                    {"order", row.order},
                    {"delivery", row.delivery}});
    if (row.is_public) list.back()["public"] = true;
  }
  return list.dump(2) + '\n';
}

}  // namespace gangway::gen
