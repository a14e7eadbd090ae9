/* How every public name is declared: C linkage in C++, and visible outside the library.
 *
 * Include <ddbstream/ddbstream.h> for everything, or one header for one thing. Each header stands
 * alone in C99 and in C++. */
#ifndef DDBSTREAM_API_H
#define DDBSTREAM_API_H

#ifdef __cplusplus
#define DDBSTREAM_BEGIN extern "C" {
#define DDBSTREAM_END }
#else
#define DDBSTREAM_BEGIN
#define DDBSTREAM_END
#endif

/* Before each function: visible outside the library. */
#if defined(__GNUC__)
#define DDBSTREAM_API __attribute__((visibility("default")))
#else
#define DDBSTREAM_API
#endif

/* The version of these headers. */
#define DDBSTREAM_VERSION_MAJOR 0
#define DDBSTREAM_VERSION_MINOR 1
#define DDBSTREAM_VERSION_PATCH 0
#define DDBSTREAM_VERSION "0.1.0"

DDBSTREAM_BEGIN

/* The version of the library that is running, such as "0.1.0". DDBSTREAM_VERSION is that of the
 * headers a program was compiled with; they differ after an upgrade without a rebuild.
 *
 * Returns a static string, valid for the life of the process. Cannot fail. Any thread. */
DDBSTREAM_API const char *ddbstream_version(void);

DDBSTREAM_END

#endif
