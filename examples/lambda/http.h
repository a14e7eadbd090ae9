/* HTTP to one server, one request at a time, over a connection that is kept alive. No request has a
 * time limit, and none is sent twice. */
#ifndef HTTP_H
#define HTTP_H

#include <stddef.h>

struct http;

/* Instead of a status. */
enum {
    HTTP_NO_ANSWER = 0,  /* no connection, or the answer is broken or not whole */
    HTTP_TERMINATED = -1 /* SIGTERM came before the answer */
};

/* What a POST carries: JSON, and a header of its own or NULL. */
struct http_content {
    const char *body;
    size_t length;
    const char *header;
    const char *header_value;
};

/* Gets ready for the server at "host:port" or "host:port/path"; connects when it is first asked for
 * something. From here on, SIGTERM does no more than end http_get, and SIGPIPE does nothing. NULL
 * when that is no address, or there is no memory. */
struct http *http_open(const char *address);

/* Both wait for the whole answer, and return its status. The path is put behind the address's. */
int http_get(struct http *http, const char *path);
int http_post(struct http *http, const char *path, const struct http_content *content);

/* Of the last answer, until the next request: a header, or NULL; the body, never NULL. */
const char *http_header(const struct http *http, const char *name);
const char *http_body(const struct http *http, size_t *length);

/* NULL does nothing. */
void http_close(struct http *http);

#endif
