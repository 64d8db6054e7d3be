#include "engine/channel.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace spoor {
namespace {

constexpr std::size_t kMaxDescriptors = 16;

union ControlBuffer {
  cmsghdr header;
  char bytes[CMSG_SPACE(kMaxDescriptors * sizeof(int))];
};

}  // namespace

Result<std::pair<FileHandle, FileHandle>> Channel::pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return failure(Fault::kInternal, "no channel to a worker process can be made");
  }
  return std::pair(FileHandle(ends[0]), FileHandle(ends[1]));
}

bool Channel::send(MessageType type, std::uint64_t call, Bytes body, std::span<const int> descriptors) {
  const std::scoped_lock lock(sending_);
  std::size_t offset = 0;
  do {
    const std::size_t length = std::min(body.size() - offset, kMaxChunkBytes);
    auto header = encode_header({type, call, body.size(), offset, static_cast<std::uint32_t>(length)});
    // sendmsg does not write to what it sends.
    iovec parts[2] = {{header.data(), header.size()}, {const_cast<std::byte*>(body.data()) + offset, length}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    ControlBuffer control{};
    if (offset == 0 && !descriptors.empty()) {
      message.msg_control = control.bytes;
      message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN(descriptors.size_bytes());
      std::memcpy(CMSG_DATA(&control.header), descriptors.data(), descriptors.size_bytes());
    }
    ssize_t sent = 0;
    do {
      sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return false;
    offset += length;
  } while (offset < body.size());
  return true;
}

bool Channel::send(MessageType type, std::uint64_t call, const Parts& parts, std::span<const int> descriptors) {
  return send(type, call, encode_parts(parts), descriptors);
}

Channel::Received Channel::receive(bool takes_descriptors) {
  std::array<std::byte, kPacketHeaderBytes + kMaxChunkBytes> packet;
  iovec part{packet.data(), packet.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  ControlBuffer control{};
  if (takes_descriptors) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control;
  }
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  Received received;
  if (got <= 0) return received;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      arrived_.emplace_back(descriptor);
    }
  }
  received.what = Received::What::kBroken;
  if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || arrived_.size() > kMaxDescriptors) return received;
  auto whole = assembler_.add(Bytes(packet).first(static_cast<std::size_t>(got)));
  if (!whole) return received;
  received.what = *whole ? Received::What::kMessage : Received::What::kIncomplete;
  if (*whole) {
    received.message = std::move(**whole);
    received.descriptors = std::exchange(arrived_, {});
  }
  return received;
}

}  // namespace spoor
