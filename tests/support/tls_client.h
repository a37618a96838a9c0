#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;

namespace gangway::testing {

/// A folder for a test's certificates that is gone with it.
class CertificateFolder {
 public:
  CertificateFolder();
  ~CertificateFolder();
  CertificateFolder(const CertificateFolder&) = delete;
  CertificateFolder& operator=(const CertificateFolder&) = delete;

  /// Writes a key of its own and a certificate that it signs itself, over those that are there.
  void make(const std::string& common_name) const;
  /// Writes that to the certificate's file.
  void spoil(std::string_view text) const;
  [[nodiscard]] std::string certificate() const { return (path_ / "cert.pem").string(); }
  [[nodiscard]] std::string key() const { return (path_ / "key.pem").string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A TLS client that sends exactly the bytes it is told to and believes any certificate. Gives up after
/// seconds.
class TlsClient {
 public:
  /// `newest`: the newest version of TLS it speaks, as OpenSSL numbers them; 0 for any.
  explicit TlsClient(std::uint16_t port, int newest = 0);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  /// Whether the handshake succeeded.
  [[nodiscard]] bool connected() const noexcept { return connected_; }
  /// The common name in the server's certificate.
  [[nodiscard]] std::string server_name() const;
  /// "TLSv1.3"
  [[nodiscard]] std::string version() const;

  TlsClient& send(std::string_view bytes);
  /// Reads until `mark` was seen, and gives all up to and with it.
  std::string read_until(std::string_view mark);
  std::string read_exactly(std::size_t size);
  std::string read_to_end();
  /// Says that nothing more comes, and goes on reading.
  void end_sending();
  /// The stream ended with TLS's own end, not cut off.
  [[nodiscard]] bool ended_well() const noexcept { return ended_well_; }

 private:
  bool read_more();

  int socket_;
  std::shared_ptr<ssl_ctx_st> context_;
  std::shared_ptr<ssl_st> ssl_;
  bool connected_ = false;
  bool ended_well_ = false;
  std::string received_;
};

}  // namespace gangway::testing
