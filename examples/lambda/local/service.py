"""DynamoDB on this machine: a moto server with the table of the stack, and its stream."""

import boto3

from process import free_port, serve, stop


class Service:
    def __init__(self, moto_server):
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        self.process = serve([moto_server, "-H", "127.0.0.1", "-p", str(port)], port)
        self.dynamodb = self.client("dynamodb")
        self.streams = self.client("dynamodbstreams")

    def client(self, name):
        return boto3.client(name, endpoint_url=self.endpoint, region_name="us-east-1",
                            aws_access_key_id="key", aws_secret_access_key="none")

    def create_orders(self):
        """Makes the table and returns its stream's ARN."""
        made = self.dynamodb.create_table(
            TableName="orders", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "referenceId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "referenceId", "AttributeType": "S"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
        return made["TableDescription"]["LatestStreamArn"]

    def close(self):
        stop(self.process)
