#version 330 core
// Decoded planes to what the eye sees: colour by the declared matrix and range, the channel looked at, the other side
// of a comparison, then local contrast, exposure, levels and gamma (workbench/display_settings.h, displayed()).
//
// The program puts definitions above this text, so that no pixel pays for what it does not need:
//   GREY, INTERLEAVED, INKS, FLOATS  what the textures hold; three planes of whole numbers where none is defined
//   ALPHA                            there is a plane of it
//   CHANNEL                          0 colour, 1 red, 2 green, 3 blue, 4 luma, 5 Cb, 6 Cr, 7 alpha
//   SMOOTH                           textures filter: enlarged smoothly, or reduced
//   MOSAIC                           squares that hide graphic content
//   RAW                              values before exposure, for the other side's eyes
//   DIFFERENCE                       against the left side, which is drawn already
//   CONTRAST, GAMMA                  local contrast; a gamma other than 1

#ifndef CHANNEL
#define CHANNEL 0
#endif

in vec2 at;  // luma samples from the first one that the textures hold

out vec4 colour;

uniform sampler2D first;             // luma, red, cyan, grey; or all of red, green and blue
uniform sampler2D second, third;     // of grey: unused
uniform sampler2D ink;               // the fourth of CMYK
uniform sampler2D opaque;            // alpha
uniform ivec2 chroma_shift;          // log2 of luma samples per sample of `second` and `third`
uniform float steps;                 // sample value that a texture value of 1 stands for
uniform float most;                  // greatest value of the declared depth; what lies above is damage
uniform mat3 rgb_from_samples;
uniform vec3 rgb_offset;
uniform vec2 ink_light;              // gain and offset of what the fourth ink lets through
uniform vec2 luma_weights;           // of red and blue

uniform float mosaic;                // side of its squares, in samples
uniform vec2 mosaic_origin;          // picture place of the textures' first sample
uniform sampler2D left;
uniform vec2 left_origin;            // lower left corner of the canvas in the frame buffer
uniform float gain;                  // of the difference
uniform vec2 match;                  // gain and offset by which the right side's brightness is matched before it
uniform float opacity;
uniform float contrast, contrast_level;  // strength; level of detail that is the neighbourhood's mean
uniform float exposure;              // factor
uniform float black, width;          // of levels
uniform float gamma_power;           // 1 / gamma

vec4 texel(sampler2D plane, vec2 place, ivec2 shift) {
#if defined(SMOOTH) && !defined(MOSAIC)  // whose places jump, so that no level of detail could be told from them
  return texture(plane, place / vec2(ivec2(1) << shift) / vec2(textureSize(plane, 0)));
#else
  return texelFetch(plane, clamp(ivec2(floor(place)) >> shift, ivec2(0), textureSize(plane, 0) - 1), 0);
#endif
}

float value_of(float stored) {
#ifdef FLOATS
  return stored > 0.0 || stored <= 0.0 ? stored : 0.0;  // what is not a number counts as 0
#else
  return min(stored * steps, most);
#endif
}

vec3 rgb_of(vec3 samples) { return rgb_from_samples * samples + rgb_offset; }

vec3 rgb_at(vec2 place) {
#ifdef INTERLEAVED
  return texel(first, place, ivec2(0)).rgb;
#elif defined(GREY)
  return rgb_of(vec3(value_of(texel(first, place, ivec2(0)).r), 0.0, 0.0));
#else
  vec3 rgb = rgb_of(vec3(value_of(texel(first, place, ivec2(0)).r), value_of(texel(second, place, chroma_shift).r),
                         value_of(texel(third, place, chroma_shift).r)));
#ifdef INKS
  float through = value_of(texel(ink, place, ivec2(0)).r) * ink_light.x + ink_light.y;
  rgb = clamp(rgb, 0.0, 1.0) * clamp(through, 0.0, 1.0);
#endif
  return rgb;
#endif
}

float luma_of(vec3 rgb) {
  return dot(rgb, vec3(luma_weights.x, 1.0 - luma_weights.x - luma_weights.y, luma_weights.y));
}

vec3 channel_at(vec2 place) {
#if CHANNEL == 7
#ifdef ALPHA
  return vec3(value_of(texel(opaque, place, ivec2(0)).r) / most);
#else
  return vec3(1.0);
#endif
#else
  vec3 rgb = rgb_at(place);
#if CHANNEL == 1
  return vec3(rgb.r);
#elif CHANNEL == 2
  return vec3(rgb.g);
#elif CHANNEL == 3
  return vec3(rgb.b);
#elif CHANNEL == 4
  return vec3(luma_of(rgb));
#elif CHANNEL == 5
  return vec3(0.5 + (rgb.b - luma_of(rgb)) / (2.0 * (1.0 - luma_weights.y)));
#elif CHANNEL == 6
  return vec3(0.5 + (rgb.r - luma_of(rgb)) / (2.0 * (1.0 - luma_weights.x)));
#else
  return rgb;
#endif
#endif
}

vec3 looked_at(vec2 place) {
#ifdef MOSAIC
  const int kTaps = 6;
  vec2 corner = floor((place + mosaic_origin) / mosaic) * mosaic - mosaic_origin;
  vec3 sum = vec3(0.0);
  for (int y = 0; y < kTaps; ++y) {
    for (int x = 0; x < kTaps; ++x) {
      vec2 tap = corner + (vec2(x, y) + 0.5) / float(kTaps) * mosaic;
      sum += channel_at(clamp(tap, vec2(0.0), vec2(textureSize(first, 0)) - 0.5));
    }
  }
  return sum / float(kTaps * kTaps);
#else
  return channel_at(place);
#endif
}

#ifdef CONTRAST
// Away from the mean of the neighbourhood, which the coarse levels of the planes hold.
vec3 contrasted(vec3 value) {
  vec2 place = at / vec2(textureSize(first, 0));
#ifdef INTERLEAVED
  vec3 rgb = textureLod(first, place, contrast_level).rgb;
#elif defined(GREY)
  vec3 rgb = rgb_of(vec3(value_of(textureLod(first, place, contrast_level).r), 0.0, 0.0));
#else
  vec2 chroma = at / vec2(ivec2(1) << chroma_shift) / vec2(textureSize(second, 0));
  float chroma_level = max(0.0, contrast_level - float(chroma_shift.x));
  vec3 rgb = rgb_of(vec3(value_of(textureLod(first, place, contrast_level).r),
                         value_of(textureLod(second, chroma, chroma_level).r),
                         value_of(textureLod(third, chroma, chroma_level).r)));
#endif
  return value + contrast * (luma_of(value) - clamp(luma_of(rgb), 0.0, 1.0));
}
#endif

vec3 displayed(vec3 value) {
  vec3 levelled = clamp((value * exposure - black) / width, 0.0, 1.0);
#ifdef GAMMA
  return pow(levelled, vec3(gamma_power));
#else
  return levelled;
#endif
}

void main() {
  vec3 value = looked_at(at);
#ifdef RAW
  colour = vec4(value, 1.0);
#else
#ifdef DIFFERENCE
  vec4 other = texelFetch(left, ivec2(gl_FragCoord.xy - left_origin), 0);
  if (other.a == 0.0) discard;
  value = abs(value * match.x + match.y - other.rgb) * gain;
#elif defined(CONTRAST)
  value = contrasted(value);
#endif
  colour = vec4(displayed(value), opacity);
#endif
}
