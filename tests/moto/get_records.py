#!/usr/bin/env python3
"""get_records.py MOTO_SERVER TOOL: writes items into a table that moto serves, and compares what
the tool makes of the table's stream with what was written. Plain HTTP on a loopback port."""

import base64
import json
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

MOTO_SERVER, TOOL = sys.argv[1:3]

ITEM = {
    "id": {"S": "all \u00e9 \U0001f600"},
    "number": {"N": "12345678901234567890123456789012345678"},
    "binary": {"B": base64.b64encode(bytes(range(7))).decode()},
    "boolean": {"BOOL": False},
    "nothing": {"NULL": True},
    "map": {"M": {"a.b": {"S": ""}, "deep": {"M": {"l": {"L": []}}}}},
    "list": {"L": [{"N": "-1.5"}, {"BOOL": True}, {"M": {}}]},
    "strings": {"SS": ["a", "b"]},
    "numbers": {"NS": ["1", "2.5"]},
    "binaries": {"BS": [base64.b64encode(b"\x00").decode(), base64.b64encode(b"xy").decode()]},
}
CHANGED = {"id": ITEM["id"], "number": {"N": "0"}}


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Service:
    """DynamoDB and its streams, as moto has them."""

    def __init__(self):
        self.port = free_port()
        self.process = subprocess.Popen([MOTO_SERVER, "-H", "127.0.0.1", "-p", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("moto does not answer")

    def post(self, service, target, body):
        """The text of the reply, as it comes. The server tells services apart by this header and
        does not check it."""
        headers = {"X-Amz-Target": f"{service}.{target}",
                   "Content-Type": "application/x-amz-json-1.0",
                   "Authorization": "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/"
                                    "aws4_request, SignedHeaders=host, Signature=none"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/",
                                         json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.read()

    def table(self, target, **body):
        return json.loads(self.post("DynamoDB_20120810", target, body))

    def stream(self, target, **body):
        return self.post("DynamoDBStreams_20120810", target, body)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class GetRecords(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.stop)
        made = cls.service.table(
            "CreateTable", TableName="orders", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
        cls.arn = made["TableDescription"]["LatestStreamArn"]
        for item in (ITEM, CHANGED):
            cls.service.table("PutItem", TableName="orders", Item=item)
        cls.service.table("DeleteItem", TableName="orders", Key={"id": ITEM["id"]})
        cls.reply = cls.get_records()
        cls.records = cls.inspect(cls.reply)

    @classmethod
    def get_records(cls):
        described = json.loads(cls.service.stream("DescribeStream", StreamArn=cls.arn))
        shard = described["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = json.loads(cls.service.stream("GetShardIterator", StreamArn=cls.arn,
                                                 ShardId=shard,
                                                 ShardIteratorType="TRIM_HORIZON"))
        return cls.service.stream("GetRecords", ShardIterator=iterator["ShardIterator"])

    @classmethod
    def inspect(cls, document, *options):
        done = subprocess.run([TOOL, "inspect", *options], input=document, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_the_shape_is_known(self):
        self.assertEqual([record["source"] for record in self.records], ["streams"] * 3)
        self.assertEqual(self.inspect(self.reply, "--shape=streams"), self.records)

    def test_names_and_images(self):
        found = [(record["eventName"], record["oldImage"], record["newImage"])
                 for record in self.records]
        self.assertEqual(found, [("INSERT", None, ITEM), ("MODIFY", ITEM, CHANGED),
                                 ("REMOVE", CHANGED, None)])

    def test_keys_and_numbers(self):
        for record, wire in zip(self.records, json.loads(self.reply)["Records"], strict=True):
            self.assertEqual(record["keys"], {"id": ITEM["id"]})
            self.assertEqual(record["sequenceNumber"], wire["dynamodb"]["SequenceNumber"])
            self.assertEqual(record["checkpoint"], record["sequenceNumber"])
            self.assertEqual(record["sizeBytes"], wire["dynamodb"]["SizeBytes"])
            self.assertEqual(record["streamViewType"], "NEW_AND_OLD_IMAGES")
            self.assertFalse(record["ttlDelete"])

    def test_times_are_those_of_now(self):
        for record in self.records:
            seconds = time.mktime(time.strptime(record["creationTime"][:19], "%Y-%m-%dT%H:%M:%S"))
            self.assertLess(abs(time.mktime(time.gmtime()) - seconds), 3600)

    def test_written_back_it_is_the_same(self):
        written = subprocess.run([TOOL, "records"], input=self.reply, capture_output=True,
                                 check=True)
        self.assertEqual([{**record, "index": n} for n, record in enumerate(self.records)],
                         self.inspect(written.stdout))


unittest.main(argv=sys.argv[:1])
