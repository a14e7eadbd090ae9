/* HTTP over one connection, by libevent's evhttp. */
#include "http.h"

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/util.h>

enum { MAX_TARGET = 1024, DEFAULT_PORT = 80, FIRST_ROOM = 4096 };

struct http {
    struct evhttp_uri *address;
    char authority[MAX_TARGET]; /* host:port */
    struct event_base *base;
    struct event *on_sigterm;
    struct evhttp_connection *connection;
    struct evhttp_request *answer; /* the last one; NULL before, and when it was broken */
    char *body; /* of the last answer, in memory that is kept from answer to answer */
    size_t length;
    size_t room;
    bool is_cut;  /* there was no memory for it */
    bool is_done; /* with the request under way */
    bool is_terminated;
};

/* Life. */

static void note_sigterm(evutil_socket_t number, short what, void *user)
{
    struct http *http = user;
    (void)number;
    (void)what;
    http->is_terminated = true;
}

/* evhttp takes its own limits of time unless it is told one, and 0 is none. */
static bool connect_later(struct http *http)
{
    const char *host = evhttp_uri_get_host(http->address);
    int port = evhttp_uri_get_port(http->address);
    if (host == NULL || *host == '\0')
        return false;
    port = port > 0 ? port : DEFAULT_PORT;
    snprintf(http->authority, sizeof http->authority, "%s:%d", host, port);
    http->connection = evhttp_connection_base_new(http->base, NULL, host, (ev_uint16_t)port);
    if (http->connection != NULL)
        evhttp_connection_set_timeout(http->connection, INT_MAX);
    return http->connection != NULL;
}

static bool get_ready(struct http *http, const char *address)
{
    char url[MAX_TARGET];
    if (snprintf(url, sizeof url, "http://%s", address) >= (int)sizeof url)
        return false;
    http->address = evhttp_uri_parse(url);
    http->base = event_base_new();
    if (http->address == NULL || http->base == NULL)
        return false;
    http->on_sigterm = evsignal_new(http->base, SIGTERM, note_sigterm, http);
    return http->on_sigterm != NULL && event_add(http->on_sigterm, NULL) == 0
           && signal(SIGPIPE, SIG_IGN) != SIG_ERR && connect_later(http);
}

struct http *http_open(const char *address)
{
    struct http *http = calloc(1, sizeof *http);
    if (http == NULL || get_ready(http, address))
        return http;
    http_close(http);
    return NULL;
}

static void drop_answer(struct http *http)
{
    if (http->answer != NULL)
        evhttp_request_free(http->answer);
    http->answer = NULL;
}

void http_close(struct http *http)
{
    if (http == NULL)
        return;
    drop_answer(http);
    if (http->connection != NULL)
        evhttp_connection_free(http->connection);
    if (http->on_sigterm != NULL)
        event_free(http->on_sigterm);
    if (http->base != NULL)
        event_base_free(http->base);
    if (http->address != NULL)
        evhttp_uri_free(http->address);
    free(http->body);
    free(http);
}

/* Requests. */

static bool reserve(struct http *http, size_t length)
{
    size_t room = http->room > 0 ? http->room : FIRST_ROOM;
    char *body;
    while (room < length)
        room *= 2;
    if (room == http->room)
        return true;
    body = realloc(http->body, room);
    if (body == NULL)
        return false;
    http->body = body;
    http->room = room;
    return true;
}

/* Takes the pieces of a body as they come, so that evhttp need not put them together, in new memory
 * each time. */
static void take_piece(struct evhttp_request *answer, void *user)
{
    struct http *http = user;
    struct evbuffer *piece = evhttp_request_get_input_buffer(answer);
    size_t length = evbuffer_get_length(piece);
    http->is_cut = http->is_cut || !reserve(http, http->length + length);
    if (http->is_cut)
        return;
    evbuffer_remove(piece, http->body + http->length, length);
    http->length += length;
}

/* `answer` is NULL when it was broken. */
static void take_answer(struct evhttp_request *answer, void *user)
{
    struct http *http = user;
    if (http->is_cut)
        answer = NULL;
    if (answer != NULL)
        evhttp_request_own(answer);
    http->answer = answer;
    http->is_done = true;
}

static struct evhttp_request *new_request(struct http *http)
{
    struct evhttp_request *request = evhttp_request_new(take_answer, http);
    if (request == NULL)
        return NULL;
    evhttp_request_set_chunked_cb(request, take_piece);
    evhttp_add_header(evhttp_request_get_output_headers(request), "Host", http->authority);
    return request;
}

/* First sees to what has come since the last answer: SIGTERM, or that the server has closed the
 * connection, which is then made anew. */
static bool start(struct http *http, struct evhttp_request *request, enum evhttp_cmd_type method,
                  const char *path)
{
    char target[MAX_TARGET];
    int length = snprintf(target, sizeof target, "%s%s", evhttp_uri_get_path(http->address), path);
    event_base_loop(http->base, EVLOOP_NONBLOCK);
    drop_answer(http);
    http->length = 0;
    http->is_cut = false;
    http->is_done = false;
    if (length < (int)sizeof target)
        return evhttp_make_request(http->connection, request, method, target) == 0;
    evhttp_request_free(request);
    return false;
}

static int status(const struct http *http)
{
    return http->answer != NULL ? evhttp_request_get_response_code(http->answer) : HTTP_NO_ANSWER;
}

int http_get(struct http *http, const char *path)
{
    struct evhttp_request *request = new_request(http);
    if (request == NULL || !start(http, request, EVHTTP_REQ_GET, path))
        return HTTP_NO_ANSWER;
    while (!http->is_done && !http->is_terminated)
        event_base_loop(http->base, EVLOOP_ONCE);
    return http->is_done ? status(http) : HTTP_TERMINATED;
}

static bool add_content(struct evhttp_request *request, const struct http_content *content)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
    if (evhttp_add_header(headers, "Content-Type", "application/json") != 0)
        return false;
    if (content->header != NULL
        && evhttp_add_header(headers, content->header, content->header_value) != 0)
        return false;
    return evbuffer_add(evhttp_request_get_output_buffer(request), content->body, content->length)
           == 0;
}

int http_post(struct http *http, const char *path, const struct http_content *content)
{
    struct evhttp_request *request = new_request(http);
    if (request == NULL || !add_content(request, content)
        || !start(http, request, EVHTTP_REQ_POST, path))
        return HTTP_NO_ANSWER;
    while (!http->is_done)
        event_base_loop(http->base, EVLOOP_ONCE);
    return status(http);
}

/* The answer. */

const char *http_header(const struct http *http, const char *name)
{
    if (http->answer == NULL)
        return NULL;
    return evhttp_find_header(evhttp_request_get_input_headers(http->answer), name);
}

const char *http_body(const struct http *http, size_t *length)
{
    *length = http->answer != NULL ? http->length : 0;
    return *length > 0 ? http->body : "";
}
