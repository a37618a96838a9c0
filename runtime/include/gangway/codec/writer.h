#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "gangway/codec/buffer.h"

namespace gangway {

struct ByteSpan;

/// Appends JSON text to a Buffer. Whoever calls it keeps the order of brackets, commas and colons right;
/// values are written compactly and always as valid JSON in valid UTF-8, whatever the program hands in.
///
/// One thread at a time; must not outlive the buffer.
class JsonWriter {
 public:
  explicit JsonWriter(Buffer& out) noexcept : out_(&out) {}

  /// Brackets, commas, colons.
  void put(char c) { out_->push_back(c); }
  /// Text that is JSON already; literals cost a constant-size copy.
  template <std::size_t N>
  void raw(const char (&literal)[N]) {
    char* to = out_->ensure(N - 1);
    std::memcpy(to, literal, N - 1);
    out_->commit(to + (N - 1));
  }
  void raw(std::string_view json) { out_->append(json); }

  void boolean(bool value);
  void null() { raw("null"); }
  void integer(std::int64_t value);
  void integer(std::uint64_t value);
  /// An integer in quotes: 64-bit ones, which a JavaScript number cannot hold.
  void quoted(std::int64_t value);
  void quoted(std::uint64_t value);
  /// The shortest text that reads back as the same number. NaN and infinities have none: `null`, and
  /// `failed`.
  void number(double value);
  void number(float value);
  /// Quotes and escapes. Bytes that are not UTF-8 become U+FFFD, so that no text frame is ever malformed.
  void string(std::string_view text);
  /// Quotes text known to need no escapes: uuids, dates, enumerators.
  void plain(std::string_view text);
  /// Base64 (RFC 4648, 4, padded) in quotes; or, where attachments are collected, a Socket.IO placeholder.
  void bytes(const std::vector<std::uint8_t>& value);

  /// Byte strings go to `list` and leave a `{"_placeholder":true,"num":n}` behind. Null (as at first):
  /// base64.
  void set_attachments(std::vector<std::vector<std::uint8_t>>* list) noexcept { attachments_ = list; }
  [[nodiscard]] bool takes_attachments() const noexcept { return attachments_ != nullptr; }
  /// Notes in `list` where base64 is written, counted from the buffer's beginning. Null (as at first):
  /// nowhere.
  void note_bytes(std::vector<ByteSpan>* list) noexcept { noted_ = list; }

  /// Whether a value had no JSON form (NaN, a year beyond 9999) and `null` was written in its place. What was
  /// written does not decode at the other end then: drop it and report a fault instead.
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  /// Writes `null` and marks the text as failed.
  void unrepresentable();

  [[nodiscard]] Buffer& buffer() noexcept { return *out_; }

 private:
  void string_with_escapes(std::string_view text);

  Buffer* out_;
  std::vector<std::vector<std::uint8_t>>* attachments_ = nullptr;
  std::vector<ByteSpan>* noted_ = nullptr;
  bool failed_ = false;
};

}  // namespace gangway
