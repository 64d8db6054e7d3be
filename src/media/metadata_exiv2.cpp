// The border to Exiv2, which throws on much of what files hold and writes its complaints to standard error.

#include "base/text.h"
#include "media/metadata_parts.h"

#include <exiv2/exiv2.hpp>
#include <fmt/format.h>
#include <lcms2.h>

#include <algorithm>
#include <mutex>
#include <set>

namespace spoor {
namespace {

constexpr std::int64_t kMaxStillBytes = 256 << 20;
constexpr std::int64_t kMaxPacketBytes = 16 << 20;
constexpr std::size_t kMaxItems = 20'000;
constexpr std::size_t kMaxValueBytes = 4096;
constexpr std::size_t kMaxComplaints = 100;

// Exiv2's handler is one function for the whole process; each thread collects its own complaints.
thread_local std::set<std::string>* complaints = nullptr;

void collect_complaint(int, const char* text) {
  if (complaints == nullptr || text == nullptr || complaints->size() >= kMaxComplaints) return;
  std::string line = printable(text, 300);
  while (!line.empty() && line.back() == ' ') line.pop_back();
  complaints->insert(std::move(line));
}

// The XMP toolkit is not thread-safe; Exiv2 calls this around its use.
void lock_toolkit(void* mutex, bool lock) {
  auto* toolkit = static_cast<std::mutex*>(mutex);
  lock ? toolkit->lock() : toolkit->unlock();
}

template <class Datum>
std::string value_of(const Datum& datum) {
  // A text of all numbers of a large array would be many times its size.
  if (static_cast<std::size_t>(datum.size()) > 16 * kMaxValueBytes) return fmt::format("{} bytes", datum.size());
  return printable(datum.toString(), kMaxValueBytes);
}

template <class Data>
void add_items(Metadata& metadata, const Data& data, const char* source) {
  for (const auto& datum : data) {
    if (metadata.items.size() >= kMaxItems) {
      metadata.anomalies.push_back(
          {AnomalyKind::kMalformed,
           fmt::format("the file has more than {} metadata entries; the rest is not read", kMaxItems), -1, 0});
      return;
    }
    try {
      MetadataItem item{source, printable(datum.key(), 300), value_of(datum), {}};
      const char* type = datum.typeName();
      item.type = type != nullptr ? type : "unknown";
      if constexpr (std::is_same_v<Data, Exiv2::ExifData>) {
        if (Exiv2::ExifTags::isMakerGroup(datum.groupName())) item.source = "maker_note";
      }
      metadata.items.push_back(std::move(item));
    } catch (const std::exception& fault) {
      metadata.anomalies.push_back(
          {AnomalyKind::kMalformed, printable(std::string("an entry cannot be read: ") + fault.what(), 300), -1, 0});
    }
  }
}

void add_icc(Metadata& metadata, Exiv2::Image& image) {  // not const: 0.27 gives the profile to a changeable image only
  if (!image.iccProfileDefined()) return;
#if EXIV2_TEST_VERSION(0, 28, 0)
  const auto& profile = image.iccProfile();
  const std::span<const std::byte> bytes = std::as_bytes(std::span(profile.c_data(), profile.size()));
#else
  const Exiv2::DataBuf* profile = image.iccProfile();
  if (profile == nullptr || profile->pData_ == nullptr || profile->size_ <= 0) return;
  const std::span<const std::byte> bytes =
      std::as_bytes(std::span(profile->pData_, static_cast<std::size_t>(profile->size_)));
#endif
  metadata.icc_profile = icc_description(bytes);
  metadata.items.push_back({"icc", "Icc.description", metadata.icc_profile, "Text"});
  metadata.items.push_back({"icc", "Icc.bytes", std::to_string(bytes.size()), "Number"});
}

void read_image(Metadata& metadata, const std::vector<std::byte>& file) {
  const auto image =
      Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(file.data()), static_cast<long>(file.size()));
  if (image.get() == nullptr) return;
  std::string fault;
  try {
    image->readMetadata();
  } catch (const std::exception& thrown) {
    fault = thrown.what();  // what was read before stays in the image and is taken
  }
  add_items(metadata, image->exifData(), "exif");
  add_items(metadata, image->xmpData(), "xmp");
  add_items(metadata, image->iptcData(), "iptc");
  if (!image->comment().empty())
    metadata.items.push_back({"comment", "Comment", printable(image->comment(), kMaxValueBytes), "Text"});
  add_icc(metadata, *image);
  if (!fault.empty())
    metadata.anomalies.push_back(
        {AnomalyKind::kMalformed, "the metadata cannot be read to the end: " + printable(fault, 300), -1, 0});
}

bool clip(const ContainerTree& tree) {
  if (tree.format == "matroska") return true;
  if (tree.format == "riff") {
    const ContainerNode* riff = find_node(tree, "RIFF");
    return riff == nullptr || field_value(*riff, "form") != "WEBP";
  }
  if (tree.format != "isobmff") return false;
  // Canon's raw files are movies in form, stills in content.
  const ContainerNode* type = find_node(tree, "ftyp");
  if (type != nullptr && field_value(*type, "major_brand") == "crx ") return false;
  return find_node(tree, "meta") == nullptr || find_node(tree, "moov") != nullptr;
}

// XMP packets of clips lie in a box or chunk of their own.
void add_clip_packets(Metadata& metadata, const ByteSource& source, const ContainerTree& tree) {
  std::vector<const ContainerNode*> packets;
  for (const char* path : {"uuid", "moov/uuid", "moov/udta/XMP_", "RIFF/_PMX"}) {
    for (const ContainerNode* node : find_nodes(tree, path)) {
      if (node->type != "uuid" || !field_value(*node, "xmp_bytes").empty()) packets.push_back(node);
    }
  }
  for (const ContainerNode* node : packets) {
    const auto bytes = read_run(source, node->offset + node->header, node->size - node->header, kMaxPacketBytes);
    if (!bytes) continue;
    Exiv2::XmpData data;
    if (Exiv2::XmpParser::decode(data, std::string(as_text(*bytes))) != 0) {
      metadata.anomalies.push_back(
          {AnomalyKind::kMalformed, "the XMP packet cannot be read", node->offset, node->size});
    }
    add_items(metadata, data, "xmp");
  }
}

}  // namespace

void initialise_metadata_reader() {
  static std::once_flag once;
  std::call_once(once, [] {
    static std::mutex toolkit;
    Exiv2::LogMsg::setHandler(collect_complaint);
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::warn);
    Exiv2::XmpParser::initialize(lock_toolkit, &toolkit);
#if defined(EXV_ENABLE_BMFF) && !EXIV2_TEST_VERSION(0, 28, 0)
    Exiv2::enableBMFF(true);  // later versions need no asking
#endif
  });
}

void add_exiv2(Metadata& metadata, const ByteSource& source, const ContainerTree& tree) {
  initialise_metadata_reader();
  std::set<std::string> collected;
  complaints = &collected;
  try {
    if (clip(tree)) {
      add_clip_packets(metadata, source, tree);
    } else if (source.size() > kMaxStillBytes) {
      metadata.anomalies.push_back({AnomalyKind::kMalformed,
                                    "the still is larger than 256 MB: EXIF, XMP and IPTC are not read", 0,
                                    source.size()});
    } else if (const auto file = read_run(source, 0, source.size(), kMaxStillBytes)) {
      read_image(metadata, *file);
    }
  } catch (const std::exception& fault) {
    // Exiv2 does not know every format whose tree is read here: no complaint where the format has no metadata.
    if (tree.format != "unknown" && tree.format != "bmp" && tree.format != "gif") {
      metadata.anomalies.push_back(
          {AnomalyKind::kMalformed, "the metadata cannot be read: " + printable(fault.what(), 300), -1, 0});
    }
  }
  complaints = nullptr;
  for (const std::string& line : collected)
    metadata.anomalies.push_back({AnomalyKind::kMalformed, "while reading metadata: " + line, -1, 0});
}

std::string icc_description(std::span<const std::byte> profile) {
  if (profile.size() < 128 || profile.size() > static_cast<std::size_t>(kMaxPacketBytes)) return {};
  const cmsHPROFILE handle = cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size()));
  if (handle == nullptr) return {};
  char text[512] = {};
  const cmsUInt32Number bytes = cmsGetProfileInfoASCII(handle, cmsInfoDescription, "en", "US", text, sizeof text - 1);
  cmsCloseProfile(handle);
  return bytes == 0 ? std::string() : printable(text, 400);
}

}  // namespace spoor
