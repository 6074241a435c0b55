// Someone opens the page that shows the API, and tries an operation on it: without a token, then with one.
// Prints the two outcomes as JSON.
import { Browser } from 'happy-dom';

const [gateway, token, path] = process.argv.slice(2);
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
document.getElementById('token').value = token;
const withToken = await send();
console.log(JSON.stringify({ shown: operation.textContent, without, withToken }));
process.exit();
