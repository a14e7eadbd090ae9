#!/usr/bin/env python3
"""system.py MOTO_SERVER CARGO_LAMBDA BOOTSTRAP: what is written into the table is what the function
logs, each record once and in order, whatever goes wrong on the way."""

import contextlib
import json
import os
import sys
import tempfile
import threading
import time
import unittest

from event import sequence_number
from function import Function
from poller import Poller, Rules
from service import Service

MOTO_SERVER, CARGO_LAMBDA, BOOTSTRAP = sys.argv[1:4]

ALL_TYPES = {
    "referenceId": {"S": "all \u00e9 \U0001f600"},
    "number": {"N": "12345678901234567890123456789012345678"},
    "binary": {"B": bytes(range(7))},
    "boolean": {"BOOL": False},
    "nothing": {"NULL": True},
    "map": {"M": {"a.b": {"S": ""}, "deep": {"M": {"l": {"L": []}}}}},
    "list": {"L": [{"N": "-1.5"}, {"BOOL": True}, {"M": {}}]},
    "strings": {"SS": ["a", "b"]},
    "numbers": {"NS": ["1", "2.5"]},
    "binaries": {"BS": [b"\x00", b"xy"]},
}
ALL_TYPES_IN_JSON = {**ALL_TYPES, "binary": {"B": "AAECAwQFBg=="},
                     "binaries": {"BS": ["AA==", "eHk="]}}
WRITES = 1000
BATCH = 25


class System:
    """The parts, with each line that the function logs, and each event that it was sent."""

    def __init__(self, rules):
        self.parts = contextlib.ExitStack()
        folder = self.parts.enter_context(tempfile.TemporaryDirectory())
        self.log = os.path.join(folder, "log")
        output = self.parts.enter_context(open(self.log, "wb"))
        self.service = self.parts.enter_context(contextlib.closing(Service(MOTO_SERVER)))
        self.function = self.parts.enter_context(contextlib.closing(
            Function(BOOTSTRAP, CARGO_LAMBDA, rules.report_batch_item_failures, output)))
        self.sent = []
        self.processes = set()
        self.killer = threading.Thread()
        self.poisoned = None
        self.before = {}  # what is to happen before the invocation of this number
        self.given_up = []
        self.poller = Poller(self.service.streams, self.service.create_orders(), self, rules,
                             self.given_up.append)

    def put(self, item):
        self.service.dynamodb.put_item(TableName="orders", Item=item)

    def deliver(self):
        while self.poller.poll():
            pass

    def invoke(self, event):
        """Stands between the poller and the function, where records spoil."""
        document = json.loads(event)
        self.before.get(len(self.sent), lambda: None)()
        for record in document["Records"]:
            if record["dynamodb"]["Keys"]["referenceId"]["S"] == self.poisoned:
                record["dynamodb"]["NewImage"]["total"] = {"N": "12x"}
        self.sent.append([sequence_number(record) for record in document["Records"]])
        try:
            return self.function.invoke(json.dumps(document).encode())
        finally:
            self.processes.add(self.function.process)
            if self.killer.ident:
                self.killer.join()

    def kill(self):
        self.function.process.kill()
        self.function.process.wait()

    def kill_while_it_works(self):
        """Once it has written more. It may have ended its work by then, and is killed all the
        same."""
        size = os.path.getsize(self.log)

        def watch(process=self.function.process):
            while os.path.getsize(self.log) == size and process.poll() is None:
                time.sleep(0.0001)
            process.kill()

        self.killer = threading.Thread(target=watch)
        self.killer.start()

    def logged(self):
        """The records. What a killed bootstrap wrote last may be a piece, and the next line stands
        behind it then. Errors are logged too."""
        with open(self.log, encoding="utf-8", errors="replace") as log:
            lines = [json.loads(line[line.rfind('{"log_code"'):]) for line in log]
            return [line["log_keys"]["record"] for line in lines
                    if line["log_code"] == "DynamoDBStreamRecord"]

    def numbers(self):
        return [sequence_number(record) for record in self.logged()]

    def stream(self):
        """The sequence numbers of all that was written."""
        arn = self.poller.stream_arn
        shard, = self.service.streams.describe_stream(
            StreamArn=arn)["StreamDescription"]["Shards"]
        iterator = self.service.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
        found = self.service.streams.get_records(ShardIterator=iterator["ShardIterator"])
        return [sequence_number(record) for record in found["Records"]]


def order(n):
    return {"referenceId": {"S": f"order-{n}"}, "total": {"N": str(n)}}


class WithSystem(unittest.TestCase):
    def system(self, **rules):
        system = System(Rules(**rules))
        self.addCleanup(system.parts.close)
        return system


class Types(WithSystem):
    def test_all_ten_types_are_logged_as_written(self):
        system = self.system()
        system.put(ALL_TYPES)
        system.deliver()
        record, = system.logged()
        self.assertEqual(record["dynamodb"]["NewImage"], ALL_TYPES_IN_JSON)
        self.assertEqual(record["dynamodb"]["Keys"],
                         {"referenceId": ALL_TYPES["referenceId"]})
        self.assertEqual(record["eventName"], "INSERT")
        self.assertEqual(record["eventSourceARN"], system.poller.stream_arn)


class OneByOne(WithSystem):
    """As the stack is set: batches of one, and errors for replies."""

    def test_a_poisoned_record_is_retried_then_reported(self):
        system = self.system(retry_attempts=2)
        system.poisoned = "order-2"
        for n in range(5):
            system.put(order(n))
        system.deliver()
        stream = system.stream()
        self.assertEqual(system.numbers(), stream[:2] + stream[3:])
        self.assertEqual(system.sent, [[stream[n]] for n in (0, 1, 2, 2, 2, 3, 4)])
        self.assertEqual([document["DDBStreamBatchInfo"]["startSequenceNumber"]
                          for document in system.given_up], [stream[2]])
        self.assertEqual(system.given_up[0]["responseContext"]["functionError"], "Unhandled")


class Many(WithSystem):
    """1,000 writes. The bootstrap is killed while it works and while it waits, and the record in
    the middle is poisoned."""

    def test_nothing_is_lost_and_nothing_skipped(self):
        system = self.system(batch_size=BATCH, retry_attempts=3, bisect_batch_on_error=True,
                             report_batch_item_failures=True)
        middle = WRITES // 2 + BATCH // 2
        system.poisoned = f"order-{middle}"
        system.before = {10: system.kill_while_it_works, 15: system.kill}
        for n in range(WRITES):
            system.put(order(n))
        system.deliver()
        stream = system.stream()
        self.assertEqual(len(stream), WRITES)
        poison = stream[middle]
        with self.subTest("each is logged but the poisoned one, in order"):
            self.assertEqual(first_times(system.numbers()),
                             [number for number in stream if number != poison])
        with self.subTest("only what was under way when it was killed is logged twice"):
            self.assertLessEqual(twice(system.numbers()), set(system.sent[10]))
        with self.subTest("each kill had a new one started"):
            self.assertEqual(len(system.processes - {None}), 3)
        with self.subTest("the poisoned one is reported, alone"):
            self.assertEqual([document["DDBStreamBatchInfo"] for document in system.given_up],
                             [{"startSequenceNumber": poison, "endSequenceNumber": poison,
                               "batchSize": 1, "streamArn": system.poller.stream_arn}])
        with self.subTest("it is retried from its checkpoint, and nothing overtakes it"):
            tries = [sent for sent in system.sent if poison in sent]
            self.assertEqual(tries[0].index(poison), BATCH // 2)
            self.assertEqual([sent[0] for sent in tries[1:]], [poison] * len(tries[1:]))
            self.assertEqual(tries[-3:], [[poison]] * 3)


def first_times(numbers):
    return list(dict.fromkeys(numbers))


def twice(numbers):
    return {number for number in numbers if numbers.count(number) > 1}


unittest.main(argv=sys.argv[:1])
