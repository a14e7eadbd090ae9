// The program of records.c in C++, where a smart pointer is all that a handle needs. It prints the
// checksums of the same bytes.
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include <ddbstream/ddbstream.h>

struct Free {
    void operator()(ddbstream_batch *batch) const
    {
        ddbstream_batch_free(batch);
    }
};
using Batch = std::unique_ptr<ddbstream_batch, Free>;

template <class Text> static std::string text(const Text &from)
{
    return std::string(reinterpret_cast<const char *>(from.data), from.length);
}

template <class Set> static std::string members(const Set &set)
{
    std::string all;
    for (std::size_t i = 0; i < set.count; i++)
        all += text(set.members[i]);
    return all;
}

static std::string flat(const ddbstream_map &map);

static std::string held(const ddbstream_value &value)
{
    std::string all;
    switch (value.type) {
    case DDBSTREAM_TYPE_S:
        return text(value.as.string);
    case DDBSTREAM_TYPE_N:
        return text(value.as.number);
    case DDBSTREAM_TYPE_B:
        return text(value.as.binary);
    case DDBSTREAM_TYPE_BOOL:
        return std::string(1, value.as.boolean);
    case DDBSTREAM_TYPE_NULL:
        return std::string(1, value.as.null);
    case DDBSTREAM_TYPE_M:
        return flat(value.as.map);
    case DDBSTREAM_TYPE_L:
        for (std::size_t i = 0; i < value.as.list.count; i++) {
            const ddbstream_value &item = value.as.list.values[i];
            all += static_cast<char>(item.type) + held(item);
        }
        return all;
    case DDBSTREAM_TYPE_SS:
        return members(value.as.string_set);
    case DDBSTREAM_TYPE_NS:
        return members(value.as.number_set);
    case DDBSTREAM_TYPE_BS:
        return members(value.as.binary_set);
    }
    return all;
}

static std::string flat(const ddbstream_map &map)
{
    std::string all;
    for (std::size_t i = 0; i < map.count; i++) {
        const ddbstream_attribute &attribute = map.attributes[i];
        all +=
            text(attribute.name) + static_cast<char>(attribute.value.type) + held(attribute.value);
    }
    return all;
}

static std::uint32_t checksum(const ddbstream_record &record)
{
    std::uint32_t sum = 0;
    for (const ddbstream_image *image : { &record.keys, &record.new_image, &record.old_image })
        for (unsigned char byte : flat(image->attributes))
            sum = sum * 31 + byte;
    return sum;
}

int main()
{
    const std::string event{ std::istreambuf_iterator<char>(std::cin), {} };
    ddbstream_batch *made = nullptr;
    const ddbstream_status status =
        ddbstream_batch_decode(&made, event.data(), event.size(), nullptr);
    const Batch batch(made);
    const std::size_t errors = ddbstream_batch_error_count(batch.get());
    for (std::size_t i = 0; i < ddbstream_batch_record_count(batch.get()); i++) {
        const ddbstream_record &record = *ddbstream_batch_record(batch.get(), i);
        std::printf("%s %s %08lx\n", record.event_name_text.data, record.sequence_number.data,
                    static_cast<unsigned long>(checksum(record)));
    }
    for (std::size_t i = 0; i < errors; i++) {
        char line[1024];
        ddbstream_error_line(ddbstream_batch_error(batch.get(), i), line, sizeof line);
        std::cerr << line << '\n';
    }
    return status != DDBSTREAM_OK || errors > 0;
}
