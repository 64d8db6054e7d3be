#version 330 core
// Borders between samples, one screen pixel wide, dark with a light edge so that they show on any picture.

in vec2 at;

out vec4 colour;

uniform float strength;

void main() {
  vec2 away = (at - floor(at + 0.5)) / fwidth(at);  // screen pixels from the nearest border, to either side
  bool dark = (away.x > 0.0 && away.x <= 1.0) || (away.y > 0.0 && away.y <= 1.0);
  bool light = (away.x > -1.0 && away.x <= 0.0) || (away.y > -1.0 && away.y <= 0.0);
  if (!dark && !light) discard;
  colour = vec4(vec3(dark ? 0.0 : 1.0), (dark ? 0.45 : 0.25) * strength);
}
