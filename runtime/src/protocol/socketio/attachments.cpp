#include "protocol/socketio/attachments.h"

#include <string_view>

#include "codec/base64.h"
#include "gangway/codec/reader.h"

namespace gangway::protocol::socketio {
namespace {

/// Walks through a text that was found to be JSON, and copies it piece by piece.
class Placer {
 public:
  Placer(std::string_view json, std::size_t count) : json_(json), in_(json), count_(count) {}

  void write_to(std::string& out, std::span<const std::string> attachments, std::size_t limit) {
    out_ = &out;
    attachments_ = attachments;
    limit_ = out.size() + limit;
  }

  Placed run() {
    (void)value();
    if (out_ != nullptr) copy_to(json_.size());
    return placed_;
  }

 private:
  /// False where the text is no JSON. As deep as a reader goes.
  bool value() {
    switch (in_.peek()) {
      case '{':
        return object();
      case '[':
        if (!in_.array_begin()) return false;
        while (in_.next_item()) {
          if (!value()) return false;
        }
        return !in_.failed();
      default:
        return in_.skip();
    }
  }

  bool object() {
    (void)in_.peek();
    const std::size_t begin = in_.offset();
    const Placed placed = placed_;
    const std::size_t copied = copied_;
    const std::size_t written = out_ ? out_->size() : 0;
    bool is_placeholder = false;
    std::optional<std::uint64_t> number;
    if (!in_.object_begin()) return false;
    std::string_view key;
    while (in_.next_key(key)) {
      if (key == "_placeholder") {
        is_placeholder = in_.peek() == 't';
        if (!value()) return false;
      } else if (key == "num") {
        if (!index(number)) return false;
      } else if (!value()) {
        return false;
      }
    }
    if (in_.failed()) return false;
    if (!is_placeholder) return true;
    // Whatever is inside of it does not count: the object as a whole stands for the attachment.
    placed_ = placed;
    copied_ = copied;
    if (out_) out_->resize(written);
    if (!number || *number >= count_) {
      placed_ = Placed::Illegal;
    } else if (out_) {
      place(begin, *number);
    }
    return true;
  }

  /// Reads an attachment's number; nothing where it is none.
  bool index(std::optional<std::uint64_t>& number) {
    number.reset();
    const char next = in_.peek();
    if (next != '-' && (next < '0' || next > '9')) return value();
    double read = 0;
    if (!in_.read_number(read)) return false;
    if (read >= 0 && read < 1e6 && read == static_cast<double>(static_cast<std::uint64_t>(read))) {
      number = static_cast<std::uint64_t>(read);
    }
    return true;
  }

  void place(std::size_t begin, std::uint64_t number) {
    const std::string& bytes = attachments_[number];
    const std::size_t size = detail::base64_size(bytes.size()) + 2;
    copy_to(begin);
    if (!has_room(size)) return;
    const std::size_t at = out_->size();
    out_->resize(at + size);
    char* to = out_->data() + at;
    *to++ = '"';
    to = detail::write_base64(to, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    *to = '"';
    copied_ = in_.offset();
  }

  void copy_to(std::size_t end) {
    if (!has_room(end - copied_)) return;
    out_->append(json_.substr(copied_, end - copied_));
    copied_ = end;
  }

  bool has_room(std::size_t bytes) {
    if (placed_ == Placed::Fine && limit_ - out_->size() < bytes) placed_ = Placed::TooLong;
    return placed_ == Placed::Fine;
  }

  std::string_view json_;
  JsonReader in_;
  std::size_t count_;
  std::span<const std::string> attachments_ = {};
  std::string* out_ = nullptr;
  std::size_t limit_ = 0;
  std::size_t copied_ = 0;  ///< How much of the text is in the output, or stands there for something else.
  Placed placed_ = Placed::Fine;
};

}  // namespace

Placed check_placeholders(std::string_view json, std::size_t count) { return Placer(json, count).run(); }

Placed place_attachments(std::string_view json, std::span<const std::string> attachments, std::size_t limit,
                         std::string& out) {
  Placer placer(json, attachments.size());
  placer.write_to(out, attachments, limit);
  return placer.run();
}

}  // namespace gangway::protocol::socketio
