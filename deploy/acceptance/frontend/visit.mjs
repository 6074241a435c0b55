// Someone visits the page, against a gateway that runs. Prints as JSON what they then see.
// What a browser would keep from a page on another origin, this keeps too.
import { readFile } from 'node:fs/promises';
import { Window } from 'happy-dom';

const [gateway, campaign, number] = process.argv.slice(2);
const origin = 'http://localhost:3000';

const send = globalThis.fetch;
globalThis.fetch = async request => {
  request.headers.set('Origin', origin);
  const answer = await send(request);
  if (!['*', origin].includes(answer.headers.get('Access-Control-Allow-Origin'))) {
    throw new TypeError(`a browser would not show the page ${request.url}`);
  }
  return answer;
};

const { document } = new Window({ url: origin });
document.body.innerHTML = (await readFile('index.html', 'utf8')).replace(/^[^]*<\/script>/, '');
const lines = list => [...document.querySelectorAll(`#${list} li`)].map(line => line.textContent);
const changed = async (what, before) => {
  for (const until = Date.now() + 10_000; what() === before;) {
    if (Date.now() > until) throw new Error(`the page did not change: ${before}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
};

const { start } = await import('./app.js');
await start(gateway, document);

const assemblies = () => lines('assemblies').join();
const before = assemblies();
[...document.querySelectorAll('#campaigns li')].find(line => line.textContent.startsWith(campaign)).click();
await changed(assemblies, before);

document.querySelector('input').value = number;
document.querySelector('form').dispatchEvent(new document.defaultView.Event('submit', { cancelable: true }));
const verdict = () => document.querySelector('output').textContent;
await changed(verdict, '');

console.log(JSON.stringify({ campaigns: lines('campaigns'), assemblies: lines('assemblies'), verdict: verdict() }));
process.exit();
