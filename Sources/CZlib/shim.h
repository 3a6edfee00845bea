#pragma once

#include <zlib.h>

// inflateInit2 and deflateInit2 are macros, which Swift cannot call. 16 above the window's bits means gzip.

static inline int inflate_start_gzip(z_stream *stream) {
    return inflateInit2(stream, MAX_WBITS + 16);
}

static inline int deflate_start_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY);
}
