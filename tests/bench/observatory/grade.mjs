// Mozilla Observatory's grade of answers that somebody else fetched: nothing here uses a network.
//
// In, on standard input: [{ name, url, status, headers, body, preflight: { status, headers } }], header names in lower
// case. Out: [{ name, score, grade, costs: ["csp-…: -5", …] }]. Scores are counted as in the package's scanner/index.js.

import { text } from "node:stream/consumers";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { parseHttpEquivHeaders } from "@mdn/mdn-http-observatory/src/retriever/utils.js";
import { Requests } from "@mdn/mdn-http-observatory/src/types.js";

/** The tests read headers as an object's entries, and one of them by `get`, as axios has it. */
const readable = (headers) => Object.defineProperty({ ...headers }, "get", { value: (name) => headers[name.toLowerCase()] });
const answered = ({ status, headers }) => ({ status, headers: readable(headers), verified: true });

function requestsOf({ url, status, headers, body, preflight }) {
  const address = new URL(url);
  const requests = new Requests(address.hostname);
  const plain = new URL(url.replace("https:", "http:"));
  const response = { ...answered({ status, headers }), httpEquiv: parseHttpEquivHeaders(body, url) };
  Object.assign(requests.responses, {
    auto: response,
    https: response,
    http: response, // what the proxy in front redirected to, as deploy/nginx.conf has it
    httpRedirects: [{ url: plain, status: 301 }, { url: address, status }],
    httpsRedirects: [{ url: address, status }],
    cors: answered(preflight),
  });
  requests.resources.path = body;
  requests.session = { url: address };
  return requests;
}

function graded(answer) {
  const requests = requestsOf(answer);
  const results = ALL_TESTS.map((test) => test(requests).result).filter(Boolean);
  const modifiers = results.map((result) => [result, getScoreModifier(result)]);
  const costs = modifiers.filter(([, points]) => points < 0);
  const lowest = costs.reduce((score, [, points]) => score + points, 100);
  const earned = modifiers.reduce((score, [, points]) => score + points, 100);
  const { score, grade } = getGradeForScore(lowest >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? earned : lowest);
  return { name: answer.name, score, grade, costs: costs.map(([result, points]) => `${result}: ${points}`) };
}

const answers = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(answers.map(graded)));
