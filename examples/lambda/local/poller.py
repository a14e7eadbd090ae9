"""Carries a stream's records to the function, by the rules of an event source mapping."""

import dataclasses
import datetime
import json
import time

from event import event_of, sequence_number


@dataclasses.dataclass(frozen=True)
class Rules:
    batch_size: int = 1
    retry_attempts: int | None = None  # None: without end. Lambda ends when the records expire
    bisect_batch_on_error: bool = False
    report_batch_item_failures: bool = False


@dataclasses.dataclass(frozen=True)
class Batch:
    records: list
    failures: int = 0  # of the first record, so far


class Poller:
    """Starts with what is written from now on."""

    def __init__(self, streams, stream_arn, function, rules, on_failure):
        self.streams = streams
        self.stream_arn = stream_arn
        self.function = function
        self.rules = rules
        self.on_failure = on_failure
        self.iterator = self.latest() if streams else None

    def latest(self):
        described = self.streams.describe_stream(StreamArn=self.stream_arn)
        shard, = described["StreamDescription"]["Shards"]
        return self.streams.get_shard_iterator(
            StreamArn=self.stream_arn, ShardId=shard["ShardId"],
            ShardIteratorType="LATEST")["ShardIterator"]

    def poll(self):
        """Reads once, and returns how many records were delivered, or given up."""
        found = self.streams.get_records(ShardIterator=self.iterator)
        self.deliver(found["Records"])
        self.iterator = found["NextShardIterator"]
        return len(found["Records"])

    def deliver(self, records):
        """Nothing overtakes: what failed holds up all that is behind it."""
        size = self.rules.batch_size
        waiting = [Batch(records[n:n + size]) for n in range(0, len(records), size)]
        while waiting:
            waiting[:1] = self.attempt(waiting[0])

    def attempt(self, batch):
        """Invokes the function. Returns what of the batch is still to be delivered."""
        outcome = self.function.invoke(event_of(batch.records, self.stream_arn))
        first = first_failure(batch.records, outcome, self.rules)
        if first is None:
            return []
        # A new checkpoint starts counting anew.
        left = Batch(batch.records[first:], 1 if first else batch.failures + 1)
        if self.rules.bisect_batch_on_error and len(batch.records) > 1:
            return [left] if first else halves(batch)
        if self.rules.retry_attempts is not None and left.failures > self.rules.retry_attempts:
            self.on_failure(given_up(left, self.stream_arn, outcome))
            return []
        time.sleep(min(0.05 * 2 ** min(left.failures, 7), 5))
        return [left]


def halves(batch):
    """Cutting a batch is no retry."""
    middle = len(batch.records) // 2
    return [Batch(batch.records[:middle], batch.failures),
            Batch(batch.records[middle:], batch.failures)]


def first_failure(records, outcome, rules):
    """The index of the first record to be delivered again, or None."""
    if outcome.failed:
        return 0
    if not rules.report_batch_item_failures:
        return None
    try:
        return lowest(records, json.loads(outcome.body or b"null"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0  # a reply that makes no sense fails the batch


def lowest(records, reply):
    failures = (reply or {}).get("batchItemFailures") or []
    order = [sequence_number(record) for record in records]
    return min((order.index(failure["itemIdentifier"]) for failure in failures), default=None)


def given_up(batch, stream_arn, outcome):
    """What the on-failure queue is told."""
    first, last = batch.records[0], batch.records[-1]
    return {
        "requestContext": {"condition": "RetryAttemptsExhausted",
                           "approximateInvokeCount": batch.failures},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST",
                            "functionError": "Unhandled" if outcome.failed else None},
        "version": "1.0",
        "timestamp": datetime.datetime.now(datetime.timezone.utc).isoformat(),
        "DDBStreamBatchInfo": {"startSequenceNumber": sequence_number(first),
                               "endSequenceNumber": sequence_number(last),
                               "batchSize": len(batch.records), "streamArn": stream_arn}}
