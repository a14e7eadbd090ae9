// The app: one stack with its settings, of which `-c zip=…` and `-c architecture=…` change two.
import { App } from 'aws-cdk-lib';
import { OrdersStack } from '../lib/orders-stack';
import { settings, withContext } from '../lib/settings';

const app = new App();
new OrdersStack(app, 'Orders', withContext(settings, (name) => app.node.tryGetContext(name)));
