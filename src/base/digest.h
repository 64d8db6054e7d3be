#pragma once
/// Cryptographic digests of bytes (OpenSSL).

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace spoor {

enum class DigestKind { kSha256, kSha1, kMd5 };

/// A running digest: feed bytes, then ask once for the value.
class Digest {
 public:
  explicit Digest(DigestKind kind = DigestKind::kSha256);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void update(std::span<const std::byte> bytes);
  void update(std::string_view text);

  /// Lower-case hexadecimal value of everything fed so far; ends the digest.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::span<const std::byte> bytes);
std::string sha256_hex(std::string_view text);

}  // namespace spoor
