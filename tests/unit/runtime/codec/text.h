#pragma once

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"

namespace gangway {

inline std::ostream& operator<<(std::ostream& out, Rule rule) {
  return out << (rule == Rule::None ? "none" : to_string(rule));
}

}  // namespace gangway

namespace test {

/// A text in memory of its own that ends right behind the padding, so that a sanitizer sees every step too
/// far. The padding is full of `filler`: nothing may depend on what stands there.
class PaddedText {
 public:
  explicit PaddedText(std::string_view text, char filler = '1')
      : size_(text.size()), bytes_(std::make_unique<char[]>(text.size() + gangway::kReadPadding)) {
    text.copy(bytes_.get(), text.size());
    for (std::size_t i = 0; i < gangway::kReadPadding; ++i) bytes_[size_ + i] = filler;
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<char[]> bytes_;
};

/// What became of reading a text as a C.
template <class C>
struct Read {
  bool ok = false;
  gangway::Rule rule = gangway::Rule::None;
  std::string path;
  typename C::value value{};
};

enum class Mode { Strict, Lenient };

template <class C>
Read<C> read(std::string_view text, Mode mode = Mode::Strict, char filler = '1') {
  const PaddedText padded(text, filler);
  gangway::JsonReader in(padded.view());
  in.set_lenient(mode == Mode::Lenient);
  Read<C> result;
  result.ok = C::read(in, result.value) && in.finish();
  result.rule = in.rule();
  result.path = in.path();
  return result;
}

/// The rule that a text breaks when it is read as a C; None where it is fine.
template <class C>
gangway::Rule rule_of(std::string_view text) {
  return read<C>(text).rule;
}

template <class C>
std::string write(const typename C::value& value) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer);
  C::write(out, value);
  return std::string(buffer.view());
}

}  // namespace test
