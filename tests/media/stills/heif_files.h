#pragma once
/// HEIFs for the tests: coded by libheif, or composed here of what it coded.

#include "media/stills/heif_properties.h"
#include "media/stills/still_files.h"

#include <libheif/heif.h>

#include <cstdint>
#include <string>
#include <vector>

namespace spoor::test {

inline std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(i < 8 ? value >> 8 * i & 0xFF : 0);
  return text;
}

inline std::string box(const std::string& type, const std::string& body) {
  return number(body.size() + 8, 4) + type + body;
}

inline std::vector<std::byte> bytes_from(const std::string& text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

/// A small picture coded by libheif; empty where it has no such encoder.
inline std::vector<std::byte> made_by_libheif(heif_compression_format format, int width, int height,
                                              bool alpha = false) {
  heif_context* const context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  std::vector<std::byte> bytes;
  if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
    heif_encoder_set_lossy_quality(encoder, 90);
    heif_image* image = nullptr;
    heif_image_create(width, height, heif_colorspace_YCbCr, heif_chroma_420, &image);
    std::vector<heif_channel> channels{heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
    if (alpha) channels.push_back(heif_channel_Alpha);
    for (const heif_channel channel : channels) {
      const bool chroma = channel == heif_channel_Cb || channel == heif_channel_Cr;
      const int w = chroma ? (width + 1) / 2 : width, h = chroma ? (height + 1) / 2 : height;
      heif_image_add_plane(image, channel, w, h, 8);
      int stride = 0;
      std::uint8_t* const data = heif_image_get_plane(image, channel, &stride);
      for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x)
          data[y * stride + x] = static_cast<std::uint8_t>(chroma ? 128 + x / 4 : 40 + 2 * x + y);
      }
    }
    heif_image_handle* handle = nullptr;
    heif_context_encode_image(context, image, encoder, nullptr, &handle);
    heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* to) {
                         const auto* const first = static_cast<const std::byte*>(data);
                         static_cast<std::vector<std::byte>*>(to)->assign(first, first + size);
                         return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                       }};
    heif_context_write(context, &writer, &bytes);
    heif_image_handle_release(handle);
    heif_image_release(image);
    heif_encoder_release(encoder);
  }
  heif_context_free(context);
  return bytes;
}

/// What a composed picture is written with.
struct Composition {
  std::string type = "grid";     ///< or "iovl"
  std::string description = {};  ///< its data
  int parts = 2;                 ///< the same coded picture so many times
  std::string more = {};         ///< further property boxes of the composed picture
  int properties = 0;            ///< how many
};

/// A HEIF whose primary item 1 is composed of the one picture of `single`, item 2.
inline std::vector<std::byte> composed(const std::vector<std::byte>& single, const Composition& composition) {
  const auto items = stills::heif_items(single);
  const auto& coded = items.begin()->second;
  const auto text = [](Bytes bytes) { return std::string(as_text(bytes)); };
  std::string data;
  for (const Bytes extent : coded.extents) data += text(extent);
  const std::string full(4, '\0');
  const auto entry = [&](int id, const std::string& type) {
    return box("infe", number(0x02000000, 4) + number(static_cast<std::uint64_t>(id), 2) + number(0, 2) + type +
                           std::string(1, '\0'));
  };
  const std::string sides = number(coded.width, 4) + number(coded.height, 4);
  std::string links =
      number(2, 4) + number(1, 2) + number(static_cast<std::uint64_t>(1 + composition.properties), 1) + number(1, 1);
  for (int i = 0; i < composition.properties; ++i) links += number(static_cast<std::uint64_t>(3 + i), 1);
  links += number(2, 2) + number(2, 1) + number(1, 1) + number(2, 1);
  std::string parts = number(1, 2) + number(static_cast<std::uint64_t>(composition.parts), 2);
  for (int i = 0; i < composition.parts; ++i) parts += number(2, 2);
  const std::string idat = composition.description + data;
  const auto place = [&](int id, std::size_t offset, std::size_t length) {  // within idat
    return number(static_cast<std::uint64_t>(id), 2) + number(1, 2) + number(0, 2) + number(1, 2) + number(offset, 4) +
           number(length, 4);
  };
  const std::string meta =
      full + box("hdlr", full + number(0, 4) + "pict" + std::string(13, '\0')) + box("pitm", full + number(1, 2)) +
      box("iinf", full + number(2, 2) + entry(1, composition.type) + entry(2, coded.type)) +
      box("iloc", number(0x01000000, 4) + number(0x4400, 2) + number(2, 2) +
                      place(1, 0, composition.description.size()) +
                      place(2, composition.description.size(), data.size())) +
      box("iref", full + box("dimg", parts)) +
      box("iprp",
          box("ipco", box("ispe", full + sides) +
                          box(coded.type == "hvc1" ? "hvcC" : "av1C", text(coded.configuration)) + composition.more) +
              box("ipma", full + links)) +
      box("idat", idat);
  return bytes_from(box("ftyp", "mif1" + number(0, 4) + "mif1heic") + box("meta", meta));
}

inline std::string grid(int rows, int columns, std::uint32_t width, std::uint32_t height) {
  return number(0, 1) + number(1, 1) + number(static_cast<std::uint64_t>(rows - 1), 1) +
         number(static_cast<std::uint64_t>(columns - 1), 1) + number(width, 4) + number(height, 4);
}

}  // namespace spoor::test
