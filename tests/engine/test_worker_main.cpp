// The worker of the engine's tests: an honest one with evil passes, or, by SPOOR_TEST_WORKER_MODE, one that does
// not keep to the protocol.

#include "engine/channel.h"
#include "engine/evil_passes.h"
#include "engine/pass_runner.h"
#include "engine/result_parts.h"
#include "engine/structures_codec.h"
#include "engine/worker_main.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace spoor;

void send_raw(int socket, Bytes bytes) { (void)::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

/// Answers as an honest worker would until the exhibit is open, and gives the message after that.
Message open_honestly(Channel& channel) {
  for (;;) {
    auto received = channel.receive(true);
    if (received.what == Channel::Received::What::kClosed) ::_exit(0);
    if (received.what != Channel::Received::What::kMessage) continue;
    if (received.message.type == MessageType::kCall) return std::move(received.message);
    if (received.message.type != MessageType::kOpen) continue;
    channel.send(MessageType::kReply, received.message.call, Parts{{{"value", encode_structure(MediaInfo())}}, {}});
  }
}

int misbehave(int socket, std::string_view mode) {
  if (mode == "exit") return 0;
  if (mode == "garbage") {
    const std::string text(100, 'g');
    send_raw(socket, as_bytes(text));
    ::pause();
  }
  if (mode == "huge") {
    const auto header = encode_header({MessageType::kReply, 1, std::uint64_t{1} << 60, 0, 0});
    send_raw(socket, header);
    ::pause();
  }
  if (mode == "silent") {
    for (;;) ::pause();
  }
  Channel channel{FileHandle(socket)};
  if (mode == "unasked") {
    channel.send(MessageType::kReply, 1000, Parts{nlohmann::json::object(), {}});
    ::pause();
  }
  const Message call = open_honestly(channel);
  if (mode == "descriptor") {
    const int one = ::open("/dev/null", O_RDONLY);
    channel.send(MessageType::kReply, call.call, Parts{nlohmann::json::object(), {}}, {&one, 1});
  } else if (mode == "outside") {
    FrameInfo info;
    info.width = info.height = 64;
    info.layout = {ColourModel::kGrey, 1, false, 8, false, 0, 0, "gray"};
    const auto places =
        nlohmann::json::array({nlohmann::json::array({nlohmann::json::array({0, 64, 64, 1 << 30, 64})})});
    channel.send(MessageType::kReply, call.call, Parts{{{"value", encode_structure(info)}, {"places", places}}, {}});
  } else if (mode == "no_result") {
    channel.send(MessageType::kReply, call.call, Parts{nlohmann::json::object(), {}});
  } else if (mode == "miscount") {
    // An answer that is right but for more made-up frames than frames.
    const PassResult result =
        result_without_output(spoor::test::evil_and_good_passes()[0], {Fault::kCorrupt, "no", {}});
    channel.send(MessageType::kResult, call.call, result_parts(0, result));
    const auto clip = nlohmann::json::array({nlohmann::json::array({3, true, 4, nlohmann::json::array({true, ""})})});
    channel.send(MessageType::kReply, call.call, Parts{{{"decoded", clip}}, {}});
  } else if (mode == "flood") {
    for (;;) {
      if (!channel.send(MessageType::kResult, call.call, Parts{nlohmann::json::array({0, nullptr}), {}})) return 0;
    }
  }
  for (;;) ::pause();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != "__worker") return 2;
  const int socket = std::atoi(argv[3]);
  const char* mode = std::getenv("SPOOR_TEST_WORKER_MODE");
  if (mode != nullptr && *mode != '\0') return misbehave(socket, mode);
  return spoor::worker_main(socket, spoor::test::evil_and_good_passes());
}
