#include "engine/protocol.h"

#include <algorithm>
#include <utility>

namespace spoor {
namespace {

constexpr std::uint64_t kKiB = 1024, kMiB = kKiB * kKiB;
constexpr std::size_t kMaxBlobs = 4096;
constexpr int kMaxDepth = 128;

tl::unexpected<Error> broken(std::string sentence) { return failure(Fault::kCorrupt, std::move(sentence)); }

void put(std::vector<std::byte>& bytes, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) bytes.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
}

bool known(std::uint16_t type) { return (type >= 1 && type <= 5) || (type >= 65 && type <= 70); }

/// Whether brackets outside strings nest at most `limit` deep: a parser's memory per level is what is spared.
bool shallow(std::string_view json, int limit) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return false;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return true;
}

}  // namespace

std::array<std::byte, kPacketHeaderBytes> encode_header(const PacketHeader& header) {
  std::vector<std::byte> bytes;
  bytes.reserve(kPacketHeaderBytes);
  put(bytes, kPacketMagic, 4);
  put(bytes, kProtocolVersion, 2);
  put(bytes, static_cast<std::uint16_t>(header.type), 2);
  put(bytes, header.call, 8);
  put(bytes, header.total, 8);
  put(bytes, header.offset, 8);
  put(bytes, header.length, 4);
  put(bytes, 0, 4);
  std::array<std::byte, kPacketHeaderBytes> packed{};
  std::copy(bytes.begin(), bytes.end(), packed.begin());
  return packed;
}

Result<PacketHeader> decode_header(Bytes packet) {
  ByteReader reader(packet, Endian::kLittle);
  const auto magic = reader.u32();
  const auto version = reader.u16(), type = reader.u16();
  const auto call = reader.u64(), total = reader.u64(), offset = reader.u64();
  const auto length = reader.u32(), reserved = reader.u32();
  if (!reserved) return broken("a packet is shorter than its header");
  if (*magic != kPacketMagic || *version != kProtocolVersion || *reserved != 0 || !known(*type)) {
    return broken("a packet has no valid header");
  }
  if (*length > kMaxChunkBytes || *length != reader.remaining()) return broken("a packet lies about its length");
  if (*offset > *total || *length > *total - *offset) return broken("a packet reaches beyond its message");
  return PacketHeader{static_cast<MessageType>(*type), *call, *total, *offset, *length};
}

std::uint64_t max_body_bytes(MessageType type) {
  switch (type) {
    case MessageType::kConfigure:
    case MessageType::kOpen:
    case MessageType::kCancel:
    case MessageType::kSlot:
      return kMiB;
    case MessageType::kCall:
    case MessageType::kResult:
      return 1024 * kMiB;
    case MessageType::kReply:
      return 132 * kMiB;
    case MessageType::kPart:
      return 16 * kMiB;
    case MessageType::kProgress:
    case MessageType::kAlive:
    case MessageType::kNeedSlot:
      return 4 * kKiB;
  }
  return 0;
}

Result<std::optional<Message>> Assembler::add(Bytes packet) {
  const auto header = decode_header(packet);
  if (!header) return tl::unexpected(header.error());
  if (!first_) {
    if (header->offset != 0) return broken("a message begins in its middle");
    if (header->total > max_body_bytes(header->type)) return broken("a message is larger than its kind may be");
    first_ = *header;
  } else if (header->type != first_->type || header->call != first_->call || header->total != first_->total ||
             header->offset != body_.size()) {
    return broken("the packets of a message are out of order");
  }
  // An empty chunk is only good for an empty message; otherwise it would keep the receiver busy without end.
  if (header->length == 0 && header->total != 0) return broken("a packet is empty");
  const Bytes chunk = packet.subspan(kPacketHeaderBytes);
  body_.insert(body_.end(), chunk.begin(), chunk.end());
  if (body_.size() < header->total) return std::optional<Message>();
  first_.reset();
  return Message{header->type, header->call, std::exchange(body_, {})};
}

std::vector<std::byte> encode_parts(const Parts& parts) {
  // A text that is no UTF-8 must not stop the sender: the receiver makes texts printable anyway.
  const std::string json = parts.document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::vector<std::byte> body;
  std::size_t size = 16 + json.size();
  for (const auto& blob : parts.blobs) size += 8 + blob.size();
  body.reserve(size);
  put(body, json.size(), 8);
  put(body, parts.blobs.size(), 8);
  const Bytes text = as_bytes(json);
  body.insert(body.end(), text.begin(), text.end());
  for (const auto& blob : parts.blobs) {
    put(body, blob.size(), 8);
    body.insert(body.end(), blob.begin(), blob.end());
  }
  return body;
}

Result<Parts> decode_parts(Bytes body) {
  ByteReader reader(body, Endian::kLittle);
  const auto json_size = reader.u64(), blobs = reader.u64();
  if (!json_size || !blobs || *json_size > reader.remaining() || *blobs > kMaxBlobs) {
    return broken("a message lies about its parts");
  }
  const std::string_view json = as_text(reader.run(static_cast<std::size_t>(*json_size)));
  if (!shallow(json, kMaxDepth)) return broken("a document is nested too deep");
  Parts parts;
  parts.document = nlohmann::json::parse(json, nullptr, false);
  if (parts.document.is_discarded()) return broken("a document is no JSON");
  for (std::uint64_t i = 0; i < *blobs; ++i) {
    const auto size = reader.u64();
    if (!size || *size > reader.remaining()) return broken("a message lies about its parts");
    const Bytes blob = reader.run(static_cast<std::size_t>(*size));
    parts.blobs.emplace_back(blob.begin(), blob.end());
  }
  if (reader.remaining() != 0) return broken("a message has bytes behind its parts");
  return parts;
}

}  // namespace spoor
