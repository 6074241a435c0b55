// Someone opens the page that shows the API, tries an operation on it: without a token, then with one; and has only
// those shown that a word is in. Prints as JSON what then is to be seen.
import { Browser } from 'happy-dom';

const [gateway, bearer, path] = process.argv.slice(2);
const browser = new Browser({
  settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
});
const page = browser.newPage();
await page.goto(`${gateway}/api/docs`);
await page.waitUntilComplete();
const { document, Event } = page.mainFrame.window;

const operation = [...document.querySelectorAll('details')].find(one => one.dataset.words?.startsWith(`get ${path} `));
operation.dispatchEvent(new Event('toggle'));
const send = async () => {
  operation.querySelector('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await page.waitUntilComplete();
  return operation.querySelector('form > div:last-child').textContent;
};

const without = await send();
document.getElementById('token').value = bearer;
const withToken = await send();

document.getElementById('filter').value = 'Trial-Balance';
document.getElementById('filter').dispatchEvent(new Event('input'));
const seen = node => !node.hidden && (!node.parentElement || seen(node.parentElement));
const left = [...document.querySelectorAll('#operations > section > details')].filter(seen).map(one => one.dataset.words);
const open = operation.querySelectorAll('details').length > 0 && [...operation.querySelectorAll('details')].every(seen);
const token = seen(document.getElementById('token'));
console.log(JSON.stringify({ shown: operation.textContent, without, withToken, left, open, token }));
process.exit();
