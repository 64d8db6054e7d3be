#pragma once
/// The messages between the program and a worker, as bytes. Everything that decodes here is pure and expects the
/// worst of what it is given.
///
/// A message is sent as packets, each a fixed header and at most 64 KiB of the body, in order and without another
/// message between them. Numbers are little-endian.

#include "base/byte_reader.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

enum class MessageType : std::uint16_t {
  // To the worker.
  kConfigure = 1,  ///< limits, before warm-up
  kOpen = 2,       ///< with the descriptors of the exhibit and of further inputs
  kCall = 3,
  kCancel = 4,
  kSlot = 5,  ///< with the descriptor of a piece of shared memory
  // From the worker.
  kReply = 65,     ///< ends its call
  kPart = 66,      ///< of an answer in several parts
  kResult = 67,    ///< of one request of a run
  kProgress = 68,  ///< done, total
  kAlive = 69,
  kNeedSlot = 70,  ///< bytes of shared memory that the answer wants
};

inline constexpr std::uint32_t kPacketMagic = 0x52435053;  // "SPCR"
inline constexpr std::uint16_t kProtocolVersion = 1;
inline constexpr std::size_t kPacketHeaderBytes = 40;
inline constexpr std::size_t kMaxChunkBytes = 64 * 1024;

struct PacketHeader {
  MessageType type = MessageType::kAlive;
  std::uint64_t call = 0;    ///< generation: which call of the program it belongs to
  std::uint64_t total = 0;   ///< bytes of the whole body
  std::uint64_t offset = 0;  ///< of this chunk in the body
  std::uint32_t length = 0;  ///< bytes of this chunk

  bool operator==(const PacketHeader&) const = default;
};

std::array<std::byte, kPacketHeaderBytes> encode_header(const PacketHeader& header);

/// The header of a packet, whose length must be exact. Errors: kCorrupt.
Result<PacketHeader> decode_header(Bytes packet);

/// Largest body that a receiver takes of a type.
std::uint64_t max_body_bytes(MessageType type);

struct Message {
  MessageType type = MessageType::kAlive;
  std::uint64_t call = 0;
  std::vector<std::byte> body;
};

/// Puts packets together. Memory grows with what has arrived, not with what is announced.
class Assembler {
 public:
  /// The message that `packet` completes, or nothing yet. Errors: kCorrupt for a packet out of order, a wrong header
  /// or a body beyond its type's limit; the peer is not to be listened to any more.
  Result<std::optional<Message>> add(Bytes packet);

 private:
  std::optional<PacketHeader> first_;
  std::vector<std::byte> body_;
};

/// A body: a JSON document and runs of bytes.
struct Parts {
  nlohmann::json document;
  std::vector<std::vector<std::byte>> blobs;
};

std::vector<std::byte> encode_parts(const Parts& parts);

/// Errors: kCorrupt. A document nested deeper than 128 levels is refused unread.
Result<Parts> decode_parts(Bytes body);

}  // namespace spoor
