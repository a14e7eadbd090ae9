#!/usr/bin/env python3
"""template.py MOTO_SERVER TEMPLATE: has moto's CloudFormation make the stack, and looks at what is
there then. It serves on a loopback port."""

import io
import json
import socket
import subprocess
import sys
import time
import unittest
import zipfile

import boto3

MOTO_SERVER, TEMPLATE = sys.argv[1:3]
BUCKET = "cdk-hnb659fds-assets-123456789012-us-east-1"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Account:
    """An account that moto plays, prepared as `cdk bootstrap` does."""

    def __init__(self):
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([MOTO_SERVER, "-H", "127.0.0.1", "-p", str(port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError("moto does not answer")

    def client(self, service):
        return boto3.client(service, endpoint_url=self.endpoint, region_name="us-east-1",
                            aws_access_key_id="key", aws_secret_access_key="none")

    def bootstrap(self, template):
        self.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30",
                                         Type="String")
        storage = self.client("s3")
        storage.create_bucket(Bucket=BUCKET)
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Lambda::Function":
                storage.put_object(Bucket=BUCKET, Body=empty_zip(),
                                   Key=resource["Properties"]["Code"]["S3Key"])

    def stop(self):
        self.process.terminate()
        self.process.wait()


def empty_zip():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("bootstrap", "")
    return body.getvalue()


def create(account):
    with open(TEMPLATE, encoding="utf-8") as template:
        text = template.read()
    account.bootstrap(json.loads(text))
    formation = account.client("cloudformation")
    formation.create_stack(StackName="Orders", TemplateBody=text, Capabilities=["CAPABILITY_IAM"])
    return formation


def what_is_there(account):
    functions = account.client("lambda")
    return [account.client("dynamodb").list_tables()["TableNames"],
            functions.list_functions()["Functions"],
            functions.list_event_source_mappings()["EventSourceMappings"],
            account.client("logs").describe_log_groups()["logGroups"]]


class Stack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.account = Account()
        cls.addClassCleanup(cls.account.stop)
        cls.formation = create(cls.account)
        cls.table = cls.account.client("dynamodb").describe_table(TableName="orders")["Table"]
        functions = cls.account.client("lambda")
        cls.function, = functions.list_functions()["Functions"]
        cls.mapping, = functions.list_event_source_mappings()["EventSourceMappings"]

    def test_the_stack_is_complete(self):
        stack, = self.formation.describe_stacks(StackName="Orders")["Stacks"]
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE")

    def test_the_table(self):
        self.assertEqual(self.table["KeySchema"],
                         [{"AttributeName": "referenceId", "KeyType": "HASH"}])
        self.assertEqual(self.table["AttributeDefinitions"],
                         [{"AttributeName": "referenceId", "AttributeType": "S"}])
        self.assertEqual(self.table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")

    def test_the_stream(self):
        self.assertEqual(self.table["StreamSpecification"],
                         {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
        streams = self.account.client("dynamodbstreams").list_streams(TableName="orders")
        self.assertEqual([stream["StreamArn"] for stream in streams["Streams"]],
                         [self.table["LatestStreamArn"]])

    def test_the_function(self):
        expected = {"Runtime": "provided.al2023", "Handler": "bootstrap", "Timeout": 30,
                    "Architectures": ["x86_64"],
                    "Environment": {"Variables": {"REPORT_BATCH_ITEM_FAILURES": "false"}}}
        self.assertEqual({name: self.function[name] for name in expected}, expected)

    def test_the_event_source(self):
        self.assertEqual(self.mapping["EventSourceArn"], self.table["LatestStreamArn"])
        self.assertEqual(self.mapping["FunctionArn"], self.function["FunctionArn"])
        self.assertEqual(self.mapping["BatchSize"], 1)
        self.assertEqual(self.mapping["StartingPosition"], "LATEST")
        self.assertEqual(self.mapping["State"], "Enabled")


class Removed(unittest.TestCase):
    def test_nothing_stays(self):
        account = Account()
        self.addCleanup(account.stop)
        formation = create(account)
        self.assertEqual([len(found) for found in what_is_there(account)], [1, 1, 1, 1])
        formation.delete_stack(StackName="Orders")
        self.assertEqual(what_is_there(account), [[], [], [], []])


unittest.main(argv=sys.argv[:1])
