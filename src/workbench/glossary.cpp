#include "workbench/glossary.h"

#include "base/fold_text.h"

#include <algorithm>
#include <map>
#include <string>

namespace spoor {
namespace {

constexpr GlossaryEntry kEntries[] = {
    {"A-contrario method", "a contrario",
     "A way of testing that asks how often chance alone would produce what is seen, and reports it only where that is "
     "practically never."},
    {"A/B positions", "in point; out point",
     "Two frames set by the analyst, between which a loop plays and a run on a range looks."},
    {"ADQ", "aligned double quantisation; ADQ1",
     "A method that finds places of a JPEG which were not compressed twice on the same grid, although their "
     "surroundings were."},
    {"Anomaly", "",
     "Damage or an oddity in the file itself, told with the place of its bytes; it need not mean that anything was "
     "altered."},
    {"Apparent brightness", "luminance",
     "How bright a place looks; in a picture it depends on exposure and tone curve as well as on the light of the "
     "scene."},
    {"Aspect ratio of samples", "sample aspect ratio; SAR; pixel aspect; anamorphic",
     "Width of a sample over its height; where it is not 1, the picture must be widened to be seen in its right "
     "proportions."},
    {"Authenticity", "",
     "Whether the footage shows what is claimed of it; a re-encoded file can be authentic, and an untouched one can be "
     "staged."},
    {"B frame", "B picture; bidirectional picture",
     "A frame of a clip that is predicted from frames before and after it in time of showing."},
    {"Bayer pattern", "",
     "The commonest colour filter array: two green samples, one red and one blue in every square of four."},
    {"Bearing", "",
     "The direction in which an observation points: concern, reassuring, neutral or inconclusive; never a verdict."},
    {"Bit rate", "bitrate", "Amount of coded data for each second of a clip, in bits."},
    {"Blocking artefact", "blocking; BLK; CAGI",
     "A visible or measurable edge along the 8 by 8 grid of a block coder; a grid that is shifted or interrupted tells "
     "of cropping or pasting."},
    {"Box", "atom",
     "A unit of an MP4 or MOV file: a length, a type of four letters and its content, often further boxes."},
    {"C2PA", "content credentials",
     "A standard for signed records of how a file was made and edited, kept in the file."},
    {"Calibration", "",
     "Running a pass over files known to be honest, to learn how often it raises an alarm for nothing."},
    {"CFA", "colour filter array",
     "The mosaic of colour filters before a sensor, because of which each sample measures one colour only."},
    {"Chain of custody", "custody",
     "The record of who held an exhibit when, and what was done with it, by which its history can be checked."},
    {"Chroma", "chrominance; Cb; Cr",
     "The colour part of a picture apart from its brightness, usually stored with less detail than that."},
    {"Chroma subsampling", "subsampling; 4:2:0; 4:2:2; 4:4:4",
     "Storing colour with fewer samples than brightness, such as one for every four with 4:2:0."},
    {"Claim", "",
     "What is said of the footage: place, time, event and source, written down as received and not yet believed."},
    {"Clopper-Pearson bound", "",
     "An exact upper limit of a rate that follows from the number of alarms in a number of trials; no alarm in 30 "
     "files proves only 'below 10 %'."},
    {"Codec", "", "The scheme by which pictures or sound are compressed, and the program that does it."},
    {"Comb in a histogram", "comb; histogram comb",
     "Regular gaps or peaks among the values of a picture, left behind where levels were stretched or values rounded "
     "twice."},
    {"Concealment", "concealed frame",
     "Samples that a decoder made up because data were lost; nothing measured on them says anything about the scene."},
    {"Concern", "",
     "An observation that an honest file seldom gives; it comes with the rate at which honest files do and with "
     "innocent causes."},
    {"Container", "", "The file format around coded pictures and sound, which holds times, tracks and descriptions."},
    {"Copy-move", "clone; cloning",
     "Covering or repeating something with a piece copied from elsewhere in the same picture."},
    {"Crop", "cropping",
     "Cutting a picture's borders off; it moves the block grid, the optical centre and the sensor's pattern."},
    {"DCT", "discrete cosine transform",
     "The transform by which a JPEG and most video codecs turn blocks of samples into frequencies before rounding "
     "them."},
    {"Demosaicing", "CFA interpolation",
     "Computing the two colours that each sample of a filtered sensor did not measure from its neighbours; it leaves "
     "correlations that editing breaks."},
    {"Digest", "hash; SHA-256; checksum",
     "A number computed from every byte of a file or frame: two that are equal have equal content."},
    {"Display matrix", "orientation; rotation",
     "A note in the file by how much the picture is to be turned when shown; samples stay as they were taken."},
    {"Double compression", "recompression; double JPEG",
     "Compressing again what was compressed before; usual for anything that went through an editor or a platform."},
    {"DQT", "", "The segment of a JPEG that holds its quantisation tables."},
    {"dts", "decoding time stamp",
     "The time at which a packet must be decoded; it differs from the time of showing where frames are reordered."},
    {"Duplicate frame", "repeated frame; frozen frame",
     "A frame whose samples equal those of another one; cameras, screen recorders and frame-rate conversion make them "
     "too."},
    {"Edit list", "elst",
     "A table in MP4 and MOV that says which part of a track is shown and when, so that some decoded frames may never "
     "be seen."},
    {"ELA", "error level analysis",
     "The difference between a picture and itself compressed once more: places with another history may stand out, and "
     "so do edges and saturated colours."},
    {"ENF", "electric network frequency; mains hum",
     "The hum of the power grid in a recording or the flicker of its lamps, whose slow wander can date a recording."},
    {"Entropy coding", "Huffman coding; arithmetic coding",
     "The last, lossless step of compression, in which frequent values get short codes."},
    {"Exhibit", "", "A file under examination, identified by its SHA-256 and never modified."},
    {"EXIF", "",
     "Metadata of cameras inside a picture: settings, times, place, thumbnail; easily changed and often stripped."},
    {"Exposure", "exposure stop; stop",
     "Amount of light that a picture was taken or is shown with; one stop doubles or halves it."},
    {"False-alarm bound", "false alarm rate; false alarm",
     "The highest rate at which honest files would raise this alarm, at 95 % confidence, given the files it was "
     "measured on."},
    {"Finding", "",
     "An answer to a question, written and signed by a person, with the observations for and against it."},
    {"Fixed-pattern noise", "FPN",
     "Noise that is the same in every picture of a sensor, of which dark current and PRNU are parts."},
    {"Focal length", "", "The distance that determines, with the size of the sensor, how wide the view of a lens is."},
    {"Frame", "", "One complete picture of a clip."},
    {"framemd5", "frame checksum",
     "FFmpeg's list of one MD5 digest for each decoded frame, by which others can check that they see the same "
     "frames."},
    {"Gain map", "",
     "A second small picture in a file that tells screens how much brighter to show each place; part of ordinary phone "
     "photographs."},
    {"Gamma", "tone curve; transfer function",
     "The curve between light and sample values; for viewing, values above 1 lighten the middle tones."},
    {"Generation", "generation loss",
     "How many times footage was encoded since the camera; each time detail and traces are lost."},
    {"GHOST", "JPEG ghost; ghosts",
     "A method that recompresses a picture at many qualities: a place that changes least at another quality than its "
     "surroundings was once saved at that quality."},
    {"GOP", "group of pictures",
     "A run of frames of a clip that begins with one coded by itself, such as 'I B B P B B P'."},
    {"Histogram", "", "How many samples have each value."},
    {"Homography", "",
     "The map between two views of a plane, or of anything seen from one spot, by which two pictures can be laid over "
     "each other."},
    {"Horizon", "",
     "The line at which level ground would vanish; it gives the tilt of the camera and heights that equal the "
     "camera's."},
    {"I frame", "I picture; intra frame", "A frame of a clip that is coded by itself, without looking at others."},
    {"IDR", "instantaneous decoder refresh",
     "An I frame behind which nothing refers to anything before it, so that decoding can begin there."},
    {"Inconclusive", "", "The method ran and says nothing either way; it is an answer and not a hidden suspicion."},
    {"Innocent cause", "",
     "An honest reason for which an observation may arise, such as sharpening, a logo or a messenger's recompression."},
    {"Integrity", "", "Whether a file is as it left the recording device; apart from whether what it shows is true."},
    {"Interlaced", "field order; fields; deinterlacing",
     "Video whose odd and even rows were taken at different moments, so that movement shows combs."},
    {"Interpolation", "resampling; resizing",
     "Computing samples between those measured, when a picture is enlarged, reduced or turned; it leaves periodic "
     "correlations."},
    {"Journal", "hash chain",
     "The case's list of everything that was done, each entry chained to the one before by a digest, so that a change "
     "of the past shows."},
    {"JPEG grid", "ZERO; block grid",
     "The raster of 8 by 8 blocks of a JPEG; where its origin in a region differs from the rest, that region was moved "
     "or came from elsewhere."},
    {"JUMBF", "", "Boxes for metadata inside JPEG and other files; C2PA keeps its records in them."},
    {"Key frame", "keyframe; sync sample; random access point",
     "A frame at which decoding can begin; of a mark: a frame at which its place was set by hand."},
    {"Levels", "black point; white point",
     "The sample values shown as black and as white; changing them for viewing leaves the samples alone."},
    {"Likelihood ratio", "LR",
     "How many times more probable the observation is if one proposition is true than if the other is; it is not the "
     "probability of either."},
    {"Limited range", "video range; full range; colour range",
     "Coding in which black is 16 and white 235 of 255, as in most video; read as full range it looks flat, and the "
     "reverse clips."},
    {"Limits", "", "What a method cannot tell, stated beside every result of it."},
    {"Local contrast", "CLAHE", "Strengthening differences between neighbouring places, for the eye only."},
    {"Loupe", "magnifier",
     "A window that follows the pointer and shows its surroundings enlarged, without interpolation."},
    {"Luma", "Y; brightness plane",
     "The brightness part of a coded picture, computed from its red, green and blue values."},
    {"Macroblock", "coding unit",
     "The square of samples that a video codec predicts and codes as one, 16 by 16 or larger."},
    {"Maker note", "makernote", "The part of EXIF that each maker fills in a form of its own."},
    {"Matrix coefficients", "colour matrix; BT.601; BT.709; BT.2020",
     "The weights between red, green, blue and luma, chroma; where they are not declared, a player guesses."},
    {"Metadata", "", "What a file says of itself beside its samples; statements to be checked, not facts."},
    {"Motion photo", "live photo", "A still picture with a short clip behind or beside it, as phones take them."},
    {"Motion vector", "", "The displacement by which a codec predicts a block from another frame."},
    {"MPF", "multi-picture format",
     "An index inside a JPEG of further pictures in the same file, such as previews and depth or gain maps."},
    {"NADQ", "non-aligned double quantisation",
     "Double JPEG compression on two grids that do not coincide, as after cropping or pasting."},
    {"Neutral", "", "An observation that points neither way, such as that a reference is missing."},
    {"Noise residual", "residual; denoising residual",
     "What is left when a smoothed version is taken from a picture: noise, texture and traces of processing."},
    {"Not applicable", "",
     "The question does not arise for this exhibit, and the reason is given; it says nothing against the exhibit."},
    {"Observation", "", "What a pass saw, in words that can be defended, with the maps and figures it rests on."},
    {"Open GOP", "",
     "A group of pictures whose first frames refer to the group before, so that cutting there damages them."},
    {"Overlay", "map overlay",
     "A map drawn over its frame with a colour scale and an opacity, to see to which place a value belongs."},
    {"P frame", "P picture; predicted picture", "A frame of a clip that is predicted from earlier ones."},
    {"Pass", "", "One question put to the footage by a stated method, with its parameters, limits and sources."},
    {"PCE", "peak-to-correlation energy",
     "How far the correlation with a camera's pattern at one shift stands out over all others; the measure of a PRNU "
     "match."},
    {"Perspective", "vanishing point",
     "The way in which parallel lines of the scene meet at one point of the picture; objects of one scene must agree "
     "on it."},
    {"Plane", "sample plane", "One component of a decoded picture, such as luma or a chroma, as its decoder gave it."},
    {"PRNU", "photo-response non-uniformity; sensor pattern",
     "The slight, fixed difference in sensitivity of each sensor element, by which pictures can be tied to one camera "
     "body."},
    {"Profile", "triage; full", "A named set of passes, with the number of concerns it may give on an honest file."},
    {"Progressive JPEG", "progressive",
     "A JPEG that sharpens scan by scan; usual on the web, rare straight from a camera."},
    {"Proposition pair", "proposition; hypothesis",
     "Two statements that exclude each other, one as claimed and one not, between which the observations are weighed."},
    {"Provenance", "", "Where a file comes from, or, of a result, everything that was asked and used to compute it."},
    {"pts", "presentation time stamp", "The exact time at which a frame is shown, in ticks of its stream's time base."},
    {"Quantisation", "quantization; quantisation step",
     "Rounding of frequencies to multiples of a step: where compression loses detail."},
    {"Quantisation table", "quantization table; quality factor",
     "The steps for each frequency of a JPEG; they identify encoders and quality settings, and a second one may show "
     "through."},
    {"Reassuring", "", "An observation that a manipulated file would seldom give."},
    {"Reference set", "",
     "Known files, cameras or encoders that a result is compared with; what is not in it can't be recognised, and that "
     "is neutral."},
    {"Region", "mark; annotation",
     "A part of the picture marked by the analyst, with a role, for some frames or all; an input to passes that look "
     "there."},
    {"Registration", "alignment",
     "Finding how one picture must be moved, turned and stretched to lie on another of the same place."},
    {"Reproducibility", "verify",
     "Whether the same request gives the same result elsewhere: identical, within the declared tolerance, or not."},
    {"Rolling shutter", "", "Reading a sensor row by row, so that fast movement leans and flicker makes stripes."},
    {"Scan", "SOS",
     "One pass of coded coefficients through a JPEG: baseline pictures have one, progressive ones several."},
    {"Seed", "", "The number from which pseudo-random choices start, recorded so that a result can be computed again."},
    {"Shadow", "shadow pair; sun position",
     "Direction and length of shadows give the sun's place in the sky, which a claimed place and time must agree "
     "with."},
    {"Sharpening", "unsharp mask",
     "Strengthening of edges by cameras and programs; it leaves halos and raises error levels along edges."},
    {"Sigma", "standard deviation; uncertainty", "The usual size of a measurement's error, one standard deviation."},
    {"Splice", "splicing; composite", "A piece of one picture pasted into another."},
    {"Splicebuster", "Noisesniffer",
     "Names of methods that look for regions whose noise or processing differs from the rest of the same picture."},
    {"Staging", "staged scene",
     "Altering or acting the scene before it is recorded; the file may then be perfectly intact."},
    {"Status", "analyst status",
     "The analyst's own mark on a result: unset, ok, to be checked or warning; it stands beside the pass's bearing."},
    {"Thumbnail", "EXIF thumbnail; preview",
     "A small version of a picture kept in the file; where it shows something else, the picture was changed after it."},
    {"Time base", "tick; timescale",
     "The length of one tick in seconds, as a fraction, in which the times of a stream are counted."},
    {"Time zone", "UTC; local time; clock",
     "The difference between local and universal time; many files do not say which of the two they hold."},
    {"Tolerance", "", "The largest difference that another processor or library may give for a measurement."},
    {"Unavailable", "", "The pass could not be run since a library or a reference set is missing here."},
    {"Vectorscope", "", "A plot of how often each colour occurs, by hue and saturation."},
    {"Verbal scale", "weight of evidence",
     "Agreed words for ranges of the likelihood ratio, from 'no support' to 'extremely strong support'."},
    {"VFR", "variable frame rate; CFR; constant frame rate",
     "Frames at uneven distances in time, as phones and screen recorders write them; a frame number is then no measure "
     "of time."},
    {"Vignetting", "",
     "The darkening of a picture towards its corners by the lens; it should be centred on the picture unless that was "
     "cropped."},
    {"VPF", "variation of prediction footprint",
     "A periodic trace in the prediction types of re-encoded video, which gives the earlier group of pictures."},
    {"Waveform", "waveform monitor", "A plot of sample values over the columns of a picture."},
    {"Wipe", "", "A comparison in which a line divides the canvas: one picture on its left, the other on its right."},
    {"XMP", "", "Metadata as XML inside a file, in which programs often record the history of editing."},
    {"YCbCr", "YUV", "Colour as one luma and two chroma values, the form in which JPEG and video code it."},
};

std::string lookup_key(std::string_view term) {
  std::string key = folded(term);
  std::replace(key.begin(), key.end(), '-', ' ');
  std::replace(key.begin(), key.end(), '_', ' ');
  return key;
}

std::map<std::string, std::string_view> by_name() {
  std::map<std::string, std::string_view> names;
  for (const GlossaryEntry& entry : kEntries) names.emplace(lookup_key(entry.term), entry.sentence);
  for (const GlossaryEntry& entry : kEntries) {
    for (std::string_view rest = entry.also; !rest.empty();) {
      const auto end = std::min(rest.find("; "), rest.size());
      names.emplace(lookup_key(rest.substr(0, end)), entry.sentence);
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
  }
  return names;
}

}  // namespace

std::string_view explained(std::string_view term) {
  static const auto names = by_name();
  const auto found = names.find(lookup_key(term));
  return found == names.end() ? std::string_view() : found->second;
}

std::span<const GlossaryEntry> glossary() { return kEntries; }

}  // namespace spoor
