#include "engine/protocol.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace spoor {
namespace {

std::vector<std::byte> packet(PacketHeader header, const std::vector<std::byte>& body) {
  const auto head = encode_header(header);
  std::vector<std::byte> bytes;
  std::copy(head.begin(), head.end(), std::back_inserter(bytes));
  std::copy(body.begin(), body.end(), std::back_inserter(bytes));
  return bytes;
}

std::vector<std::vector<std::byte>> packets(MessageType type, const std::vector<std::byte>& body, std::size_t chunk) {
  std::vector<std::vector<std::byte>> all;
  std::size_t offset = 0;
  do {
    const std::size_t length = std::min(chunk, body.size() - offset);
    const auto at = body.begin() + static_cast<std::ptrdiff_t>(offset);
    all.push_back(packet({type, 7, body.size(), offset, static_cast<std::uint32_t>(length)},
                         {at, at + static_cast<std::ptrdiff_t>(length)}));
    offset += length;
  } while (offset < body.size());
  return all;
}

std::vector<std::byte> as_body(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::byte> body;
  for (const auto byte : bytes) body.push_back(std::byte{byte});
  return body;
}

RC_GTEST_PROP(Protocol, a_message_in_chunks_comes_back_whole, (const std::vector<std::uint8_t>& bytes)) {
  const auto body = as_body(bytes);
  const auto chunk = *rc::gen::inRange<std::size_t>(1, 50);
  Assembler assembler;
  const auto all = packets(MessageType::kReply, body, chunk);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto message = assembler.add(all[i]);
    RC_ASSERT(message.has_value());
    RC_ASSERT(message->has_value() == (i + 1 == all.size()));
    if (*message) RC_ASSERT((*message)->body == body && (*message)->call == 7u);
  }
}

RC_GTEST_PROP(Protocol, no_bytes_make_a_receiver_take_what_was_not_sent, (const std::vector<std::uint8_t>& bytes)) {
  Assembler assembler;
  auto first = packets(MessageType::kReply, as_body({1, 2, 3}), 64)[0];
  // Valid headers with one byte changed come closer to the checks than noise does.
  const auto at = *rc::gen::inRange<std::size_t>(0, first.size());
  first[at] = std::byte{*rc::gen::arbitrary<std::uint8_t>()};
  const auto message = assembler.add(first);
  if (message && *message) RC_ASSERT((*message)->body.size() == 3u);
  Assembler noise;
  const auto other = noise.add(as_body(bytes));
  RC_ASSERT(!other || !*other || (*other)->body.size() <= bytes.size());
  (void)decode_parts(as_body(bytes));
}

TEST(Protocol, packets_out_of_order_mixed_or_empty_are_refused) {
  const auto three = packets(MessageType::kReply, as_body({1, 2, 3}), 1);
  {
    Assembler assembler;
    EXPECT_FALSE(assembler.add(three[1]));
  }
  {
    Assembler assembler;
    ASSERT_TRUE(assembler.add(three[0]));
    EXPECT_FALSE(assembler.add(three[2]));
  }
  {
    Assembler assembler;
    ASSERT_TRUE(assembler.add(three[0]));
    EXPECT_FALSE(assembler.add(packets(MessageType::kPart, as_body({1, 2, 3}), 1)[1]));
  }
  Assembler assembler;
  EXPECT_FALSE(assembler.add(packet({MessageType::kReply, 1, 5, 0, 0}, {}))) << "an empty packet gets nowhere";
  EXPECT_TRUE(Assembler().add(packet({MessageType::kAlive, 1, 0, 0, 0}, {})));
}

TEST(Protocol, lies_about_length_are_refused) {
  const auto body = as_body({1, 2, 3});
  EXPECT_TRUE(decode_header(packet({MessageType::kReply, 1, 3, 0, 3}, body)));
  EXPECT_FALSE(decode_header(packet({MessageType::kReply, 1, 3, 0, 2}, body)));
  EXPECT_FALSE(decode_header(packet({MessageType::kReply, 1, 3, 1, 3}, body)));
  EXPECT_FALSE(decode_header(packet({MessageType::kReply, 1, UINT64_MAX, UINT64_MAX - 1, 3}, body)));
  EXPECT_FALSE(Assembler().add(packet({MessageType::kReply, 1, std::uint64_t{1} << 40, 0, 3}, body)));
  EXPECT_FALSE(decode_header(Bytes(body)));
}

TEST(Protocol, parts_come_back_and_damaged_ones_are_refused) {
  const Parts parts{{{"a", {1, 2, nullptr}}, {"b", "text"}}, {as_body({1, 2}), {}, as_body({3})}};
  auto body = encode_parts(parts);
  const auto back = decode_parts(body);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->document, parts.document);
  EXPECT_EQ(back->blobs, parts.blobs);
  for (std::size_t length = 0; length < body.size(); ++length) EXPECT_FALSE(decode_parts(Bytes(body).first(length)));
  body.push_back(std::byte{0});
  EXPECT_FALSE(decode_parts(body));
}

TEST(Protocol, a_document_nested_without_end_is_refused_unread) {
  const auto with_text = [](const std::string& text) {
    std::vector<std::byte> body(16, std::byte{0});
    for (int i = 0; i < 8; ++i) body[static_cast<std::size_t>(i)] = static_cast<std::byte>(text.size() >> (8 * i));
    const Bytes bytes = as_bytes(text);
    body.insert(body.end(), bytes.begin(), bytes.end());
    return body;
  };
  EXPECT_FALSE(decode_parts(with_text(std::string(1 << 20, '['))));
  EXPECT_FALSE(decode_parts(with_text(std::string(200, '[') + std::string(200, ']'))));
  EXPECT_TRUE(decode_parts(with_text(std::string(100, '[') + std::string(100, ']'))));
  EXPECT_TRUE(decode_parts(with_text("\"" + std::string(1000, '[') + "\""))) << "brackets in a text nest nothing";
}

TEST(Protocol, text_that_is_no_utf8_stops_nobody) {
  const auto back = decode_parts(encode_parts({{{"name", "a\xFF\xFE"}}, {}}));
  ASSERT_TRUE(back);
}

}  // namespace
}  // namespace spoor
