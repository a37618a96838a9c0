#include "protocol/websocket/deflate.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace gangway::protocol::websocket {
namespace {

/// What a sync flush ends with, and what each message leaves out.
constexpr std::string_view kTail("\x00\x00\xFF\xFF", 4);
constexpr int kMemoryLevel = 8;
constexpr int kWindowBits = 15;
/// Room that is made for output at a time.
constexpr std::size_t kChunk = 4096;

const Bytef* bytes_of(std::string_view text) noexcept { return reinterpret_cast<const Bytef*>(text.data()); }

/// The most that one zlib call can be told about.
std::size_t one_call(std::size_t size) noexcept {
  return std::min<std::size_t>(size, std::numeric_limits<uInt>::max());
}

}  // namespace

std::size_t memory_of(const DeflateParameters& parameters) noexcept {
  // By zlib's own account (zconf.h), with its small structures rounded up.
  constexpr std::size_t kStructures = 16 * 1024;
  const int window = std::min(kWindowBits, parameters.server_max_window_bits);
  const std::size_t deflating = (std::size_t{1} << (window + 2)) + (std::size_t{1} << (kMemoryLevel + 9));
  const std::size_t inflating = std::size_t{1} << kWindowBits;
  return deflating + inflating + kStructures;
}

struct Deflater::Stream {
  z_stream z{};
};

Deflater::Deflater(const DeflateParameters& parameters)
    : stream_(std::make_unique<Stream>()), forget_(parameters.server_no_context_takeover) {
  const int window = -std::min(kWindowBits, parameters.server_max_window_bits);  // negative: no zlib header
  if (deflateInit2(&stream_->z, Z_BEST_SPEED, Z_DEFLATED, window, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
}

Deflater::~Deflater() { deflateEnd(&stream_->z); }

void Deflater::deflate(std::string_view message, Buffer& out) {
  z_stream& z = stream_->z;
  const std::size_t begin = out.size();
  do {
    const std::string_view piece = message.substr(0, one_call(message.size()));
    message.remove_prefix(piece.size());
    z.next_in = bytes_of(piece);
    z.avail_in = static_cast<uInt>(piece.size());
    const int flush = message.empty() ? Z_SYNC_FLUSH : Z_NO_FLUSH;
    do {  // zlib is done with a flush when it leaves room in the output
      char* const to = out.ensure(kChunk);
      z.next_out = reinterpret_cast<Bytef*>(to);
      z.avail_out = kChunk;
      ::deflate(&z, flush);
      out.commit(to + (kChunk - z.avail_out));
    } while (z.avail_out == 0);
  } while (!message.empty());
  if (out.size() - begin >= kTail.size()) {
    out.truncate(out.size() - kTail.size());
  } else {
    out.push_back('\0');  // two flushes with nothing between them: an empty block (RFC 7692, 7.2.3.6)
  }
  if (forget_) deflateReset(&z);
}

struct Inflater::Stream {
  z_stream z{};
};

Inflater::Inflater(const DeflateParameters& parameters)
    : stream_(std::make_unique<Stream>()), forget_(parameters.client_no_context_takeover) {
  if (inflateInit2(&stream_->z, -kWindowBits) != Z_OK) throw std::bad_alloc();
}

Inflater::~Inflater() { inflateEnd(&stream_->z); }

Inflater::Result Inflater::inflate(std::string_view message, Buffer& out, std::size_t limit) {
  const std::size_t end = limit > static_cast<std::size_t>(-1) - out.size() ? limit : out.size() + limit;
  while (!message.empty()) {
    const std::string_view piece = message.substr(0, one_call(message.size()));
    message.remove_prefix(piece.size());
    if (const Result result = inflate_piece(piece, out, end); result != Result::Ok) return result;
  }
  if (const Result result = inflate_piece(kTail, out, end); result != Result::Ok) return result;
  if (forget_) inflateReset(&stream_->z);
  return Result::Ok;
}

Inflater::Result Inflater::inflate_piece(std::string_view piece, Buffer& out, std::size_t end) {
  z_stream& z = stream_->z;
  z.next_in = bytes_of(piece);
  z.avail_in = static_cast<uInt>(piece.size());
  for (;;) {
    // One byte more than is allowed: only if that is used is the message too big.
    const std::size_t room = std::min(std::max(kChunk, piece.size() * 2), end - out.size() + 1);
    char* const to = out.ensure(room);
    z.next_out = reinterpret_cast<Bytef*>(to);
    z.avail_out = static_cast<uInt>(one_call(room));
    const std::size_t offered = z.avail_out;
    const int result = ::inflate(&z, Z_SYNC_FLUSH);
    out.commit(to + (offered - z.avail_out));
    if (out.size() > end) return Result::TooBig;
    if (result == Z_STREAM_END) {  // the peer's last block (RFC 7692, 7.2.3.5); what follows begins anew
      if (!begin_again()) return Result::Invalid;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return Result::Invalid;
    }
    if (z.avail_in == 0 && z.avail_out != 0) return Result::Ok;
    if (result == Z_BUF_ERROR && z.avail_out != 0) return Result::Invalid;
  }
}

/// Starts a new stream of blocks that may still refer to what came before.
bool Inflater::begin_again() {
  z_stream& z = stream_->z;
  std::array<Bytef, 1U << kWindowBits> window;
  uInt size = 0;
  return inflateGetDictionary(&z, window.data(), &size) == Z_OK && inflateReset(&z) == Z_OK &&
         (size == 0 || inflateSetDictionary(&z, window.data(), size) == Z_OK);
}

}  // namespace gangway::protocol::websocket
