#include "engine/shm_frames.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace spoor {
namespace {

using nlohmann::json;

TEST(ShmFrames, matrices_cross_and_are_private_copies) {
  cv::Mat bytes(5, 7, CV_8UC1), words(3, 70, CV_16UC1), floats(1, 1, CV_32FC1), colours(4, 33, CV_8UC3);
  cv::randu(bytes, 0, 255);
  cv::randu(words, 0, 65535);
  floats = 1.5F;
  cv::randu(colours, 0, 255);
  const std::vector<cv::Mat> all{bytes, words(cv::Rect(1, 0, 50, 3)), floats, colours};
  const auto places = places_of(all);
  ASSERT_TRUE(places);
  auto slot = shared_slot(bytes_of(*places));
  ASSERT_TRUE(slot);
  const auto writable = writable_mapping(slot->memory, slot->mapping.size());
  ASSERT_TRUE(writable);
  write_matrices(all, *places, writable->data());
  const auto checked = decode_places(encode_places(*places), slot->mapping.size());
  ASSERT_TRUE(checked);
  const auto copies = copied_matrices(*checked, slot->mapping.data());
  std::fill_n(writable->data(), writable->size(), std::byte{0});
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(copies[i].type(), all[i].type());
    EXPECT_EQ(cv::norm(copies[i], all[i], cv::NORM_INF), 0);
  }
}

TEST(ShmFrames, a_slot_cannot_change_its_size) {
  const auto slot = shared_slot(100);
  ASSERT_TRUE(slot);
  EXPECT_NE(::ftruncate(slot->memory.get(), 0), 0);
  EXPECT_NE(::ftruncate(slot->memory.get(), 1 << 30), 0);
  EXPECT_NE(::fcntl(slot->memory.get(), F_ADD_SEALS, F_SEAL_WRITE), 0);
  EXPECT_EQ(shared_slot(kMaxSlotBytes + 1).error().fault, Fault::kTooLarge);
}

TEST(ShmFrames, samples_without_a_wire_form_are_declined) {
  EXPECT_FALSE(places_of({cv::Mat(2, 2, CV_64FC1)}));
  EXPECT_TRUE(places_of({cv::Mat()}));
}

/// Whatever a worker claims: each accepted place has its last byte inside the slot (128-bit arithmetic as the judge).
RC_GTEST_PROP(ShmFrames, accepted_places_lie_inside, ()) {
  const auto number = [] {
    return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 5000), rc::gen::arbitrary<std::int64_t>());
  };
  const json place = json::array({*rc::gen::inRange(-1, 6), number() % (std::int64_t{1} << 31),
                                  number() % (std::int64_t{1} << 31), number(), number()});
  const std::uint64_t slot = 1 << 20;
  const auto places = decode_places(json::array({json::array({place})}), slot);
  if (!places) return;
  const MatrixPlace& p = places->at(0);
  if (p.rows == 0 || p.cols == 0) return;
  const int sample[] = {1, 2, 4, 3};
  const auto end = static_cast<long double>(p.offset) + static_cast<long double>(p.stride) * (p.rows - 1) +
                   static_cast<long double>(p.cols) * sample[p.type];
  RC_ASSERT(end <= static_cast<long double>(slot));
}

}  // namespace
}  // namespace spoor
