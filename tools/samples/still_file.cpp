#include "still_file.h"

#include "av_owner.h"

#include <exiv2/exiv2.hpp>
#include <jpeglib.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <stdexcept>

namespace spoor::samples {
namespace {

// libjpeg's way out of an error: back to the setjmp of the caller.
struct JpegError {
  jpeg_error_mgr manager{};
  std::jmp_buf back{};
  char text[JMSG_LENGTH_MAX] = {};
};

void leave(j_common_ptr info) {
  auto* error = reinterpret_cast<JpegError*>(info->err);
  info->err->format_message(info, error->text);
  std::longjmp(error->back, 1);
}

void use(JpegError& error, jpeg_error_mgr*& slot) {
  slot = jpeg_std_error(&error.manager);
  error.manager.error_exit = leave;
}

}  // namespace

std::string jpeg_bytes(const cv::Mat& picture, const JpegSettings& settings) {
  CV_Assert(picture.type() == CV_8UC3 || picture.type() == CV_8UC1);
  jpeg_compress_struct info{};
  JpegError error;
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  use(error, info.err);
  if (setjmp(error.back) != 0) {
    jpeg_destroy_compress(&info);
    std::free(memory);
    throw std::runtime_error(error.text);
  }
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(picture.cols);
  info.image_height = static_cast<JDIMENSION>(picture.rows);
  info.input_components = picture.channels();
  info.in_color_space = picture.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, settings.quality, TRUE);
  info.dct_method = JDCT_ISLOW;
  info.comp_info[0].h_samp_factor = picture.channels() == 3 ? settings.chroma_w : 1;
  info.comp_info[0].v_samp_factor = picture.channels() == 3 ? settings.chroma_h : 1;
  if (settings.progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = const_cast<JSAMPLE*>(picture.ptr<std::uint8_t>(y));  // libjpeg only reads it
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::string bytes(reinterpret_cast<const char*>(memory), size);
  std::free(memory);
  return bytes;
}

cv::Mat jpeg_picture(const std::string& bytes) {
  jpeg_decompress_struct info{};
  JpegError error;
  cv::Mat picture;
  use(error, info.err);
  if (setjmp(error.back) != 0) {
    jpeg_destroy_decompress(&info);
    throw std::runtime_error(error.text);
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&info, TRUE);
  info.out_color_space = info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&info);
  picture.create(static_cast<int>(info.output_height), static_cast<int>(info.output_width),
                 info.num_components == 1 ? CV_8UC1 : CV_8UC3);
  while (info.output_scanline < info.output_height) {
    auto* row = picture.ptr<std::uint8_t>(static_cast<int>(info.output_scanline));
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return picture;
}

std::string png_bytes(const cv::Mat& picture) {
  const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
  if (codec == nullptr) throw std::runtime_error("libavcodec has no PNG encoder");
  const CodecContext context(avcodec_alloc_context3(codec));
  context->width = picture.cols;
  context->height = picture.rows;
  context->time_base = {1, 1};
  context->thread_count = 1;
  context->compression_level = 9;
  context->pix_fmt = picture.type() == CV_8UC1   ? AV_PIX_FMT_GRAY8
                     : picture.type() == CV_8UC3 ? AV_PIX_FMT_RGB24
                                                 : AV_PIX_FMT_RGB48BE;
  av_check(av_opt_set(context->priv_data, "pred", "mixed", 0));
  av_check(avcodec_open2(context.get(), codec, nullptr));
  const AvFrame frame(av_frame_alloc());
  frame->width = picture.cols;
  frame->height = picture.rows;
  frame->format = context->pix_fmt;
  av_check(av_frame_get_buffer(frame.get(), 0));
  for (int y = 0; y < picture.rows; ++y) {
    auto* out = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
    const auto samples = static_cast<std::size_t>(picture.cols * picture.channels());
    if (picture.depth() == CV_16U) {
      const auto* in = picture.ptr<std::uint16_t>(y);
      for (std::size_t i = 0; i < samples; ++i) {
        out[2 * i] = static_cast<std::uint8_t>(in[i] >> 8);
        out[2 * i + 1] = static_cast<std::uint8_t>(in[i] & 0xFF);
      }
    } else {
      std::copy_n(picture.ptr<std::uint8_t>(y), samples, out);
    }
  }
  const AvPacket packet(av_packet_alloc());
  av_check(avcodec_send_frame(context.get(), frame.get()));
  av_check(avcodec_receive_packet(context.get(), packet.get()));
  return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

cv::Mat png_mask(const std::string& bytes) {
  const AVCodec* codec = avcodec_find_decoder(AV_CODEC_ID_PNG);
  if (codec == nullptr) throw std::runtime_error("libavcodec has no PNG decoder");
  const CodecContext context(avcodec_alloc_context3(codec));
  context->thread_count = 1;
  av_check(avcodec_open2(context.get(), codec, nullptr));
  const AvPacket packet(av_packet_alloc());
  av_check(av_new_packet(packet.get(), static_cast<int>(bytes.size())));
  std::copy(bytes.begin(), bytes.end(), packet->data);
  const AvFrame frame(av_frame_alloc());
  av_check(avcodec_send_packet(context.get(), packet.get()));
  av_check(avcodec_receive_frame(context.get(), frame.get()));
  if (frame->format != AV_PIX_FMT_GRAY8) throw std::runtime_error("the mask is not 8-bit grey");
  return cv::Mat(frame->height, frame->width, CV_8UC1, frame->data[0], static_cast<std::size_t>(frame->linesize[0]))
      .clone();
}

std::string thumbnail(const cv::Mat& picture) {
  cv::Mat small;
  const int height = (picture.rows * 160 + picture.cols / 2) / picture.cols;
  cv::resize(picture, small, {160, height}, 0, 0, cv::INTER_AREA);
  return jpeg_bytes(small, {.quality = 80});
}

std::string with_tags(const std::string& jpeg, const StillTags& tags, cv::Size size) {
  Exiv2::ExifData exif;
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) exif[key] = value;
  };
  text("Exif.Image.Make", tags.make);
  text("Exif.Image.Model", tags.model);
  text("Exif.Image.Software", tags.software);
  text("Exif.Image.DateTime", tags.modified.empty() ? tags.taken : tags.modified);
  text("Exif.Image.ImageDescription", tags.comment);
  exif["Exif.Image.Orientation"] = static_cast<std::uint16_t>(tags.orientation);
  exif["Exif.Image.XResolution"] = Exiv2::URational(72, 1);
  exif["Exif.Image.YResolution"] = Exiv2::URational(72, 1);
  exif["Exif.Image.ResolutionUnit"] = std::uint16_t{2};
  exif["Exif.Photo.ExifVersion"] = "48 50 51 50";  // "0232"
  text("Exif.Photo.DateTimeOriginal", tags.taken);
  text("Exif.Photo.DateTimeDigitized", tags.taken);
  text("Exif.Photo.OffsetTimeOriginal", tags.offset);
  text("Exif.Photo.LensModel", tags.lens);
  if (tags.exposure_reciprocal_s > 0) {
    exif["Exif.Photo.ExposureTime"] = Exiv2::URational(1, static_cast<std::uint32_t>(tags.exposure_reciprocal_s));
  }
  if (tags.f_number_tenths > 0) {
    exif["Exif.Photo.FNumber"] = Exiv2::URational(static_cast<std::uint32_t>(tags.f_number_tenths), 10);
  }
  if (tags.iso > 0) exif["Exif.Photo.ISOSpeedRatings"] = static_cast<std::uint16_t>(tags.iso);
  if (tags.focal_mm > 0)
    exif["Exif.Photo.FocalLength"] = Exiv2::URational(static_cast<std::uint32_t>(tags.focal_mm), 1);
  if (tags.fix.size() == 19) {
    const auto part = [&](std::size_t at) { return tags.fix.substr(at, 2) + "/1"; };
    exif["Exif.GPSInfo.GPSVersionID"] = "2 3 0 0";
    exif["Exif.GPSInfo.GPSDateStamp"] = tags.fix.substr(0, 10);
    Exiv2::URationalValue clock;
    clock.read(part(11) + " " + part(14) + " " + part(17));
    exif["Exif.GPSInfo.GPSTimeStamp"] = clock;
  }
  exif["Exif.Photo.ColorSpace"] = std::uint16_t{1};
  exif["Exif.Photo.PixelXDimension"] = static_cast<std::uint32_t>(size.width);
  exif["Exif.Photo.PixelYDimension"] = static_cast<std::uint32_t>(size.height);
  if (!tags.thumbnail_jpeg.empty()) {
    Exiv2::ExifThumb(exif).setJpegThumbnail(reinterpret_cast<const Exiv2::byte*>(tags.thumbnail_jpeg.data()),
                                            static_cast<long>(tags.thumbnail_jpeg.size()));
  }
  auto image =
      Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(jpeg.data()), static_cast<long>(jpeg.size()));
  image->readMetadata();
  image->setExifData(exif);
  image->writeMetadata();
  Exiv2::BasicIo& io = image->io();
  const auto* start = io.mmap();
  return {reinterpret_cast<const char*>(start), static_cast<std::size_t>(io.size())};
}

}  // namespace spoor::samples
