// What the apps use of undici. Its own entry point also reads fetch, WebSocket, caches and mocks, which takes three times
// as long as all of this.
const Agent = require('undici/lib/dispatcher/agent.js');
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
const buildConnector = require('undici/lib/core/connect.js');
const request = require('undici/lib/api/api-request.js');

Object.assign(Dispatcher.prototype, { request });

module.exports = { Agent, buildConnector };
