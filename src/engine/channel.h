#pragma once
/// The one socket between the program and a worker.

#include "base/file.h"
#include "engine/protocol.h"

#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace spoor {

/// One end. Sending is thread-safe; receiving is for one thread.
class Channel {
 public:
  explicit Channel(FileHandle socket) : socket_(std::move(socket)) {}

  /// Two connected ends, close-on-exec. Errors: kInternal.
  static Result<std::pair<FileHandle, FileHandle>> pair();

  int descriptor() const { return socket_.get(); }

  /// Sends a whole message, `descriptors` with its first packet. Blocks while the peer does not read. False where
  /// the peer is gone.
  bool send(MessageType type, std::uint64_t call, Bytes body, std::span<const int> descriptors = {});
  bool send(MessageType type, std::uint64_t call, const Parts& parts, std::span<const int> descriptors = {});

  struct Received {
    enum class What { kMessage, kIncomplete, kClosed, kBroken };
    What what = What::kClosed;
    Message message;
    std::vector<FileHandle> descriptors;
  };

  /// Takes one packet, waiting for it. kIncomplete: more packets are due. kBroken: the peer breaks the protocol,
  /// as it does when it sends a descriptor to an end that takes none.
  Received receive(bool takes_descriptors);

 private:
  FileHandle socket_;
  std::mutex sending_;  ///< packets of one message are not interleaved with another's
  Assembler assembler_;
  std::vector<FileHandle> arrived_;  ///< descriptors of the message being put together
};

}  // namespace spoor
