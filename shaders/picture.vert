#version 330 core
// A rectangle on the canvas, from its vertex number alone.

uniform vec4 box;                // left, top, right, bottom, in the layer's own units (picture pixels or cells)
uniform mat3 canvas_from_layer;  // homogeneous; canvas pixels from its top left corner
uniform vec2 canvas;             // its size

out vec2 at;  // in the layer's units

void main() {
  at = vec2((gl_VertexID & 1) == 0 ? box.x : box.z, (gl_VertexID & 2) == 0 ? box.y : box.w);
  vec3 place = canvas_from_layer * vec3(at, 1.0);
  // The third coordinate stays in w, so that `at` is interpolated in perspective under a homography.
  gl_Position = vec4(2.0 * place.x / canvas.x - place.z, place.z - 2.0 * place.y / canvas.y, 0.0, place.z);
}
