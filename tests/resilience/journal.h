#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include <gangway/types.h>

namespace resilience {

/// A file with a line for each thing done, which outlives the process: `add|spend|again ID VALUE`.
class Journal {
 public:
  /// Goes on where the file ends.
  explicit Journal(const std::string& path) {
    std::ifstream before(path);
    std::string kind;
    std::string id;
    for (std::uint64_t value = 0; before >> kind >> id >> value;) remember(kind, id, value);
    file_.open(path, std::ios::app);
    if (!file_) throw std::runtime_error("cannot write " + path);
  }

  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  [[nodiscard]] std::uint64_t balance() const { return balance_; }

  /// Adds to the balance; tells what it is then. For an id that was there before, what it was then.
  std::uint64_t add(const gangway::Uuid& id, std::uint32_t amount) {
    const std::string name = id.str();
    if (const auto known = answers_.find(name); known != answers_.end()) {
      write("again", name, known->second);
      return known->second;
    }
    return write("add", name, balance_ + amount);
  }
  /// Takes from the balance, of which there must be enough.
  std::uint64_t spend(const gangway::Uuid& id, std::uint32_t amount) {
    return write("spend", id.str(), balance_ - amount);
  }

 private:
  std::uint64_t write(const std::string& kind, const std::string& id, std::uint64_t value) {
    // One call of the system: a process that is killed leaves the whole line or nothing.
    const std::string line = kind + ' ' + id + ' ' + std::to_string(value) + '\n';
    file_.write(line.data(), static_cast<std::streamsize>(line.size()));
    file_.flush();
    remember(kind, id, value);
    return value;
  }

  void remember(const std::string& kind, const std::string& id, std::uint64_t value) {
    if (kind == "again") return;
    if (kind == "add") answers_[id] = value;
    balance_ = value;
    ++entries_;
  }

  std::ofstream file_;
  std::map<std::string, std::uint64_t> answers_;
  std::uint64_t balance_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace resilience
