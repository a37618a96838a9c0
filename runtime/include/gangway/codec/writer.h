#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "gangway/codec/buffer.h"
#include "gangway/codec/wire_format.h"

namespace gangway {

struct NotedSpan;
enum class NotedKind : std::uint8_t;

/// Appends JSON text to a Buffer. Whoever calls it keeps the order of brackets, commas and colons right;
/// values are written compactly and always as valid JSON in valid UTF-8, whatever the program hands in.
///
/// It writes MessagePack for the same calls: brackets open and close arrays and maps, commas are counted, and
/// what is raw is taken apart. So whoever writes has to know nothing of it, and values that JSON has no form
/// of their own for, as byte strings, get the one that MessagePack has.
///
/// One thread at a time; must not outlive the buffer.
class JsonWriter {
 public:
  explicit JsonWriter(Buffer& out) noexcept : out_(&out), buffer_(&out) {}
  JsonWriter(Buffer& out, WireFormat format) noexcept : JsonWriter(out) {
    if (format != WireFormat::Json) [[unlikely]]
      begin_packed();
  }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;
  ~JsonWriter() = default;

  [[nodiscard]] bool is_packed() const noexcept { return out_ != buffer_; }

  /// Brackets, commas, colons.
  void put(char c) {
    if (char* const to = out_->if_room(1)) [[likely]] {
      *to = c;
      out_->commit(to + 1);
    } else {
      put_slowly(c, kUnknown);
    }
  }
  /// The same, for a bracket or comma of an array or object that has so many items or members.
  void put(char c, std::size_t count) {
    if (char* const to = out_->if_room(1)) [[likely]] {
      *to = c;
      out_->commit(to + 1);
    } else {
      put_slowly(c, count);
    }
  }
  /// Text that is JSON already, or some of its tokens; literals cost a constant-size copy.
  template <std::size_t N>
  void raw(const char (&literal)[N]) {
    static_assert(N > 1);
    if (char* const to = out_->if_room(N - 1)) [[likely]] {
      std::memcpy(to, literal, N - 1);
      out_->commit(to + (N - 1));
    } else {
      raw_slowly({literal, N - 1});
    }
  }
  void raw(std::string_view json) {
    if (json.empty()) return;
    if (char* const to = out_->if_room(json.size())) [[likely]] {
      std::memcpy(to, json.data(), json.size());
      out_->commit(to + json.size());
    } else {
      raw_slowly(json);
    }
  }

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
  /// Notes in `list` where text stands for what is no text, counted from the buffer's beginning: byte
  /// strings, 64-bit integers, timestamps. Null (as at first): nowhere.
  void note_values(std::vector<NotedSpan>* list) noexcept { noted_ = list; }
  [[nodiscard]] bool takes_notes() const noexcept { return noted_ != nullptr; }
  /// What was written from `begin` on, as far as `end`, is such a text.
  void note(std::size_t begin, std::size_t end, NotedKind kind);
  /// A timestamp, in MessagePack only.
  void packed_timestamp(std::int64_t seconds, std::uint32_t nanoseconds);

  /// A place to go back to, before anything that was begun behind it has ended.
  struct Mark {
    std::size_t size = 0;
    std::uint32_t commas = 0;
  };
  [[nodiscard]] Mark mark() const noexcept { return {buffer_->size(), open_.commas}; }
  /// Takes back what was written since.
  void rewind(const Mark& mark) noexcept {
    buffer_->truncate(mark.size);
    open_.commas = mark.commas;
  }

  /// Whether a value had no JSON form (NaN, a year beyond 9999) and `null` was written in its place. What was
  /// written does not decode at the other end then: drop it and report a fault instead.
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  /// Writes `null` and marks the text as failed.
  void unrepresentable();

  [[nodiscard]] Buffer& buffer() noexcept { return *buffer_; }

 private:
  static constexpr std::size_t kUnknown = ~std::size_t{0};

  /// An array or map that is being written.
  struct Open {
    std::uint32_t head;    ///< Where it begins, from `begin_` on; kDone where its head is right already.
    std::uint32_t commas;  ///< So far.
    bool is_map;
  };
  static constexpr std::uint32_t kDone = ~std::uint32_t{0};
  /// As deep as most messages are.
  static constexpr std::size_t kShallow = 8;

  void string_with_escapes(std::string_view text);
  /// Room for JSON; null where it is MessagePack that is written.
  [[nodiscard]] char* room(std::size_t count) {
    if (char* const to = out_->if_room(count)) [[likely]]
      return to;
    return more_room(count);
  }
  char* more_room(std::size_t count);
  void put_slowly(char c, std::size_t count);
  void raw_slowly(std::string_view json);

  // --- MessagePack: write_packed.cpp -----------------------------------------------------------------------

  void begin_packed() noexcept;
  void pack_put(char c, std::size_t count);
  void pack_open(bool is_map, std::size_t count);
  void pack_close();
  bool pack_key(std::string_view json);
  void pack_text(std::string_view json);
  bool pack_token(std::string_view& json);
  bool pack_string_token(std::string_view& json);
  bool pack_number(std::string_view text);
  void pack_byte(unsigned char byte);
  void pack_string(std::string_view text);
  void pack_natural(std::uint64_t value);
  void pack_integer(std::int64_t value);
  void pack_real(double value);
  void pack_real(float value);
  void pack_bytes(const std::uint8_t* bytes, std::size_t size);

  /// Where JSON goes. In MessagePack a buffer without any room, so that all that JSON does quickly fails
  /// there, and what is new lies behind that.
  Buffer* out_;
  Buffer* buffer_;
  std::vector<std::vector<std::uint8_t>>* attachments_ = nullptr;
  std::vector<NotedSpan>* noted_ = nullptr;
  bool failed_ = false;
  std::size_t begin_ = 0;
  Open open_{kDone, 0, false};
  std::size_t depth_ = 0;
  Open outer_[kShallow];  ///< What `open_` is in, as far as it goes; the first is no container.
  std::vector<Open> deeper_;
};

}  // namespace gangway
