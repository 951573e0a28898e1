import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { createNodeHost } from '../../host/node/nodeHost';
import { createServer } from '../createServer';

createServer(createConnection(ProposedFeatures.all), createNodeHost());
