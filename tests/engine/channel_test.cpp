#include "engine/channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace spoor {
namespace {

using What = Channel::Received::What;

struct ChannelTest : testing::Test {
  std::pair<FileHandle, FileHandle> ends = std::move(*Channel::pair());
  Channel here{std::move(ends.first)};
  std::optional<Channel> other{std::in_place, std::move(ends.second)};
  Channel& there = *other;

  static Channel::Received whole(Channel& channel, bool descriptors) {
    for (;;) {
      auto received = channel.receive(descriptors);
      if (received.what != What::kIncomplete) return received;
    }
  }
};

TEST_F(ChannelTest, a_long_message_arrives_whole_and_between_two_senders_nothing_mixes) {
  const std::vector<std::byte> long_body(1'000'000, std::byte{7}), second_body(300'000, std::byte{9});
  std::jthread first([&] { here.send(MessageType::kReply, 1, long_body); });
  std::jthread second([&] { here.send(MessageType::kReply, 2, second_body); });
  for (int i = 0; i < 2; ++i) {
    const auto received = whole(there, false);
    ASSERT_EQ(received.what, What::kMessage);
    EXPECT_EQ(received.message.body, received.message.call == 1 ? long_body : second_body);
  }
}

TEST_F(ChannelTest, descriptors_arrive_close_on_exec_with_their_message) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int sent[] = {null, null};
  ASSERT_TRUE(here.send(MessageType::kOpen, 1, Parts{nullptr, {}}, sent));
  ::close(null);
  const auto received = whole(there, true);
  ASSERT_EQ(received.what, What::kMessage);
  ASSERT_EQ(received.descriptors.size(), 2u);
  EXPECT_EQ(::fcntl(received.descriptors[0].get(), F_GETFD), FD_CLOEXEC);
}

TEST_F(ChannelTest, an_end_that_takes_no_descriptor_refuses_one) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ASSERT_TRUE(here.send(MessageType::kReply, 1, Parts{nullptr, {}}, {&null, 1}));
  ::close(null);
  EXPECT_EQ(whole(there, false).what, What::kBroken);
}

TEST_F(ChannelTest, a_peer_that_is_gone_is_noticed_at_both_ends) {
  other.reset();
  EXPECT_EQ(here.receive(false).what, What::kClosed);
  EXPECT_FALSE(here.send(MessageType::kCall, 1, Bytes()));
}

}  // namespace
}  // namespace spoor
