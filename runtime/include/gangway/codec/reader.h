#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "gangway/codec/wire_format.h"

namespace gangway {

/// How many bytes after a text a JsonReader may look at. They have to be readable; what they hold does not
/// matter.
inline constexpr std::size_t kReadPadding = 32;
/// Arrays and objects inside each other that a text may have; one more is refused with Rule::Depth.
inline constexpr int kMaxJsonDepth = 64;

namespace detail {

/// Compares N bytes in as few steps as there are; GCC calls a function for sizes that are no power of two.
template <std::size_t N>
[[nodiscard, gnu::always_inline]] inline bool same_bytes(const char* a, const char* b) noexcept {
  const auto differ = [a, b]<class Word>(Word, std::size_t at) {
    Word left;
    Word right;
    std::memcpy(&left, a + at, sizeof(Word));
    std::memcpy(&right, b + at, sizeof(Word));
    return static_cast<std::uint64_t>(left ^ right);
  };
  if constexpr (N >= 8) {
    std::uint64_t different = differ(std::uint64_t{}, N - 8);
    for (std::size_t at = 0; at + 8 <= N; at += 8) different |= differ(std::uint64_t{}, at);
    return different == 0;
  } else if constexpr (N >= 4) {
    return (differ(std::uint32_t{}, 0) | differ(std::uint32_t{}, N - 4)) == 0;
  } else {
    return std::memcmp(a, b, N) == 0;
  }
}

/// The same for a size that only the program knows.
[[nodiscard, gnu::always_inline]] inline bool same_bytes(const char* a, const char* b,
                                                         std::size_t size) noexcept {
  if (size < 4)
    return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
  if (size < 8) return same_bytes<4>(a, b) && same_bytes<4>(a + size - 4, b + size - 4);
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (!same_bytes<8>(a + at, b + at)) return false;
  }
  return same_bytes<8>(a + size - 8, b + size - 8);
}

}  // namespace detail

/// What a text broke. The names are those of the wire's `invalid_payload` errors.
enum class Rule : std::uint8_t {
  None,
  Syntax,     ///< Not JSON (RFC 8259), or no MessagePack that means any.
  Type,       ///< Another kind of value than the schema has there.
  Range,      ///< A number that its type cannot hold.
  Missing,    ///< A required member was left out.
  Duplicate,  ///< A member stands twice.
  Depth,      ///< Nested deeper than kMaxJsonDepth.
  Enum,       ///< Not an enumerator of a closed enum.
  Tag,        ///< Not an arm of a closed union.
  Format,     ///< A string that is not a uuid, timestamp, base64… as its type or `@format` wants it.
  Length,     ///< `@length`; the others likewise. A value outside `@range` breaks Range.
  Size,
  Items,
  Unique,
  Pattern,
};

/// "syntax", "type"… as on the wire; empty for None.
[[nodiscard]] std::string_view to_string(Rule rule) noexcept;

/// Reads JSON text from front to back, straight into typed values: no tree, no allocation of its own unless
/// something is wrong. Checks everything it passes over, also what it skips.
///
/// The text must be valid UTF-8 (a WebSocket layer has to check that anyway), is not copied, and must be
/// followed by kReadPadding readable bytes. A part of such a text is one too.
///
/// It reads MessagePack the same way, which its users need not know: brackets, commas and colons are then
/// counted where JSON has them written. Strings are checked to be UTF-8, and keys have to be strings. What
/// JSON has no value for has a place where a type wants it: byte strings and timestamps. This costs JSON
/// little: the reader of MessagePack leaves the text empty, and what is new lies where the text is at its
/// end.
///
/// Every `read_…` returns false on failure; the reader then knows the first rule that was broken and where.
/// After a failure only `failed`, `rule` and `path` mean anything. One thread at a time.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) noexcept
      : at_(text.data() != nullptr ? text.data() : kNothing), end_(at_ + text.size()), begin_(at_) {}
  /// The same in this format. MessagePack needs no padding.
  JsonReader(std::string_view bytes, WireFormat format) noexcept : JsonReader(bytes) {
    if (format != WireFormat::Json) [[unlikely]]
      begin_packed();
  }

  [[nodiscard]] WireFormat format() const noexcept {
    return is_packed() ? WireFormat::MessagePack : WireFormat::Json;
  }
  [[nodiscard]] bool is_packed() const noexcept { return packed_at_ != nullptr; }

  // --- what went wrong -------------------------------------------------------------------------------------

  [[nodiscard]] bool failed() const noexcept { return rule_ != Rule::None; }
  [[nodiscard]] Rule rule() const noexcept { return rule_; }
  /// JSON Pointer (RFC 6901) to the value that broke the rule; empty for the whole text. A missing member is
  /// pointed at as if it were there.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  /// What the rule asks for, for people: "length must be 1..64". Empty where the rule's name says it all.
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

  /// Records that the value just read, or to be read, breaks `rule`. Returns false, so that callers
  /// `return in.fail(…)`.
  [[gnu::cold]] bool fail(Rule rule) noexcept;
  [[gnu::cold]] bool fail(Rule rule, std::string reason) noexcept;
  /// The same of the member `name` of the value being read. True where that is passed over.
  [[gnu::cold]] bool fail_at(Rule rule, std::string_view name);
  /// Says, while a failure unwinds, that it happened inside this member or item. True where the failure is
  /// passed over: the reader then stands behind the member, and nothing has failed.
  [[gnu::cold]] bool inside(std::string_view member);
  [[gnu::cold]] bool inside(std::size_t index);

  /// A reader of the same text from its beginning, that passes over the first `failures` members and items
  /// which break a rule of the schema, and fails with the next one: so all of them are found, one a time.
  /// What it reads is of no use. Broken JSON is never passed over.
  [[nodiscard]] JsonReader again_without(unsigned failures) const;
  /// How many it has passed over so far.
  [[nodiscard]] unsigned passed_over() const noexcept { return passed_over_; }

  // --- values ----------------------------------------------------------------------------------------------

  [[nodiscard]] bool read_bool(bool& out);
  /// An integer as sign and magnitude; `1.0` and `1e2` are integers, `-0` is zero without a sign.
  [[nodiscard]] bool read_integer(std::uint64_t& magnitude, bool& negative);
  /// A finite number; one too large for a double is refused, one too small becomes zero.
  [[nodiscard]] bool read_number(double& out);
  [[nodiscard]] bool read_number(float& out);
  [[nodiscard]] bool read_string(std::string& out);
  /// A string that borrows the text where it has no escapes, and else is put into `scratch`.
  [[nodiscard]] bool read_view(std::string_view& out, std::string& scratch);
  /// Takes a `null` if one is next. False, without failing, if something else is.
  [[nodiscard]] bool read_null();

  // --- values that only MessagePack has --------------------------------------------------------------------

  /// Whether a byte string is next, or an extension. Never so in JSON.
  [[nodiscard]] bool at_binary() const noexcept { return is_packed() && at_packed_binary(); }
  [[nodiscard]] bool at_extension() const noexcept { return is_packed() && at_packed_extension(); }
  /// A byte string, borrowed.
  [[nodiscard]] bool read_binary(std::string_view& out);
  /// A timestamp (extension -1), since 1970.
  [[nodiscard]] bool read_timestamp(std::int64_t& seconds, std::uint32_t& nanoseconds);
  /// A number of any kind as it stands there: an integer as sign and magnitude, or a real one, which may be
  /// no number at all.
  struct AnyNumber {
    bool is_real = false;
    bool is_single = false;  ///< Of the two kinds of real ones, the short one.
    bool negative = false;
    std::uint64_t magnitude = 0;
    double real = 0;
  };
  [[nodiscard]] bool read_packed_number(AnyNumber& out);

  /// Passes over one value of any kind, checking that it is JSON.
  [[nodiscard]] bool skip();
  /// The same, and gives its text without surrounding space.
  [[nodiscard]] bool skip_span(std::string_view& out);
  /// Nothing but space may be left.
  [[nodiscard]] bool finish() {
    skip_space();
    return (at_ == end_ && packed_at_ == packed_end_) || fail(Rule::Syntax);
  }

  // --- objects and arrays, piece by piece ------------------------------------------------------------------

  /// Enters an object. Then `while (in.next_key(key)) …read the value…`, then look at `failed()`.
  [[nodiscard]] bool object_begin();
  /// The next member's key, with the reader at its value. False at the object's end, which is passed, and on
  /// failure. The key is valid until the next call. Repeated keys are the caller's to refuse.
  [[nodiscard]] bool next_key(std::string_view& key);

  /// Enters an array. Then `while (in.next_item()) …read it…`, then look at `failed()`.
  [[nodiscard]] bool array_begin();
  [[nodiscard]] bool next_item();

  // --- position and mode -----------------------------------------------------------------------------------

  /// Bytes read so far.
  [[nodiscard]] std::size_t offset() const noexcept { return static_cast<std::size_t>(here() - begin_); }
  /// What is left, beginning where the next value does.
  [[nodiscard]] std::string_view rest() noexcept {
    skip_space();
    return {here(), static_cast<std::size_t>(end() - here())};
  }
  /// The next byte that is not space; NUL at the end. In MessagePack, what JSON begins such a value with: `"`
  /// also for byte strings and timestamps, `0` for all numbers.
  [[nodiscard]] char peek() noexcept {
    skip_space();
    return at_ < end_ ? *at_ : peek_packed();
  }

  /// Lenient: booleans and numbers may also stand as text inside quotes, as in a handshake that came in a
  /// query string. Off at first.
  void set_lenient(bool lenient) noexcept { lenient_ = lenient; }

  // --- for the codecs in gangway/codec ---------------------------------------------------------------------

  /// Takes `c` if it is next, after space or at once.
  [[nodiscard, gnu::always_inline]] bool accept(char c) noexcept {
    if (*at_ == c && at_ < end_) [[likely]] {
      ++at_;
      return true;
    }
    return accept_after_space(c);
  }
  /// Takes `c` only where it stands right here.
  [[nodiscard]] bool accept_here(char c) noexcept {
    if (*at_ != c || at_ >= end_) return false;
    ++at_;
    return true;
  }
  /// Takes exactly these bytes if they are next.
  template <std::size_t N>
  [[nodiscard, gnu::always_inline]] bool accept_all(const std::array<char, N>& bytes) noexcept {
    if (static_cast<std::size_t>(end_ - at_) < N || !detail::same_bytes<N>(at_, bytes.data())) return false;
    at_ += N;
    return true;
  }
  /// Takes `"name":` where it stands right here, without a space.
  [[nodiscard, gnu::always_inline]] bool accept_key(std::string_view name) noexcept {
    const std::size_t size = name.size();
    if (static_cast<std::size_t>(end_ - at_) < size + 3 || *at_ != '"' || at_[size + 1] != '"' ||
        at_[size + 2] != ':' || !detail::same_bytes(at_ + 1, name.data(), size)) {
      return false;
    }
    at_ += size + 3;
    return true;
  }
  /// The same of MessagePack, in its shortest form.
  [[nodiscard, gnu::always_inline]] bool accept_packed_key(std::string_view name) noexcept {
    const std::size_t size = name.size();
    if (size > 31 || static_cast<std::size_t>(packed_end_ - packed_at_) <= size ||
        static_cast<unsigned char>(*packed_at_) != (0xA0 | size) ||
        !detail::same_bytes(packed_at_ + 1, name.data(), size)) {
      return false;
    }
    packed_at_ += size + 1;
    return true;
  }
  /// Whether MessagePack has another item or member behind the one that was read. Inside of one only.
  [[nodiscard]] bool more_packed() noexcept { return --counts_.of[depth_] != 0; }
  [[gnu::always_inline]] void skip_space() noexcept {
    if (static_cast<unsigned char>(*at_) <= ' ') [[unlikely]]
      skip_space_slow();
  }
  /// A member's key and its colon. Borrowed, or put into `scratch`.
  [[nodiscard]] bool read_key(std::string_view& key, std::string& scratch);

  /// Takes the `{` of an object or the `[` of an array and counts its depth.
  [[nodiscard, gnu::always_inline]] bool enter(char open) {
    if (!accept(open)) [[unlikely]] {
      if (open != '{' || !resume_union_) return fail_type();
      resume_union_ = false;
    }
    return ++depth_ <= kMaxJsonDepth || fail(Rule::Depth);
  }
  void leave() noexcept { --depth_; }

  /// A tagged object being read: where it began, and the tag that must not come again (see codec/union.h).
  struct UnionState {
    std::string_view tag_key;
    int depth = -1;
    const char* begin = nullptr;
  };
  /// Steps into a union whose tag is found. With `resume`, the next `enter('{')` carries on behind the tag.
  UnionState begin_union(const UnionState& state, bool resume) noexcept;
  void end_union(const UnionState& outer) noexcept;
  [[nodiscard]] bool is_union_tag(std::string_view key) const noexcept {
    return union_.depth == depth_ && key == union_.tag_key;
  }
  /// Records that an object's tag breaks `rule`.
  [[gnu::cold]] bool fail_tag(Rule rule, const UnionState& state);
  /// Goes back to where the union being read began and gives its whole text.
  [[nodiscard]] bool union_span(std::string_view& out);
  /// Reads an object's tag wherever it stands; then stands before the object again (`resume` false) or, where
  /// the tag came first, behind it.
  [[nodiscard]] bool find_tag(std::string_view tag_key, std::string_view& tag, std::string& scratch,
                              UnionState& state, bool& resume);

 private:
  /// What an empty view may point at instead of nothing: readable padding.
  static constexpr char kNothing[kReadPadding] = {};

  // --- MessagePack: read_packed.cpp ------------------------------------------------------------------------

  /// How many members or items are left in each array and object that is open, the one being read included.
  /// By depth, and only as far as that is.
  struct Counts {
    Counts() noexcept {}  // what is not used need not be set
    std::uint32_t of[kMaxJsonDepth + 2];
  };

  void begin_packed() noexcept;
  [[nodiscard]] char peek_packed() const noexcept;
  [[nodiscard]] bool at_packed_binary() const noexcept;
  [[nodiscard]] bool at_packed_extension() const noexcept;
  bool accept_packed(char c) noexcept;
  bool packed_view(std::string_view& out);
  bool packed_text(std::string_view& out) noexcept;
  bool packed_key(std::string_view& key);
  bool packed_bool(bool& out);
  bool packed_integer(std::uint64_t& magnitude, bool& negative);
  bool packed_real(double& out);
  bool skip_packed();
  bool find_packed_tag(std::string_view tag_key, std::string_view& tag, UnionState& state, bool& resume);

  [[nodiscard]] const char* here() const noexcept { return is_packed() ? packed_at_ : at_; }
  [[nodiscard]] const char* end() const noexcept { return is_packed() ? packed_end_ : end_; }
  void go_to(const char* place) noexcept { (is_packed() ? packed_at_ : at_) = place; }

  [[gnu::cold]] bool fail_type() noexcept;
  bool pass_over();
  bool goes_on(char close);
  bool find_first_tag(std::string_view tag_key, std::string_view& tag, std::string& scratch,
                      UnionState& state, bool& resume);
  [[gnu::cold]] bool accept_after_space(char c) noexcept;
  void skip_space_slow() noexcept;
  [[nodiscard]] bool at_value_end() const noexcept {
    return at_ >= end_ || *at_ == ',' || *at_ == '}' || *at_ == ']' || *at_ == ' ' || *at_ == '\n' ||
           *at_ == '\r' || *at_ == '\t';
  }
  const char* plain_string(bool& plain) noexcept;
  [[gnu::noinline]] bool unescape(std::string& out, const char* start);
  [[gnu::noinline]] bool read_integer_slowly(std::uint64_t& magnitude, bool& negative);
  bool skip_string();
  bool accept_literal(std::string_view literal) noexcept;
  bool skip_container(char open, char close);
  bool number_span(std::string_view& out);
  bool integer_with_fraction(std::string_view text, std::uint64_t& magnitude, bool& negative);
  template <class Float>
  bool read_float(Float& out);
  template <class Read>
  bool read_quoted(Read read);

  const char* at_;
  const char* end_;
  const char* begin_;
  int depth_ = 0;
  Rule rule_ = Rule::None;
  bool lenient_ = false;
  bool at_value_ = false;      ///< What failed is the value itself, not something inside it.
  bool fresh_ = false;         ///< Right behind the bracket of `object_begin` or `array_begin`.
  bool resume_union_ = false;  ///< The next object's bracket and tag are read already.
  unsigned may_pass_over_ = 0;
  unsigned passed_over_ = 0;
  const char* unread_ = nullptr;     ///< Where the value that failed begins; null if it was read.
  const char* packed_at_ = nullptr;  ///< Null: the text is JSON.
  const char* packed_end_ = nullptr;
  UnionState union_;
  std::string path_;
  std::string reason_;
  std::string key_;
  Counts counts_;
};

}  // namespace gangway
