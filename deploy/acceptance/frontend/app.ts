// What everyone may see of Assemble: campaigns, their ward assemblies, and whether a certificate is genuine.
// The types come from the API's own description, so what it does not say does not compile.
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

/** Fills the page, and answers what is clicked and asked on it. */
export async function start(gateway: string, page: Document): Promise<void> {
  const api = createClient<paths, `application/${'' | 'problem+'}json`>({ baseUrl: gateway });
  const find = <T extends Element>(what: string) => page.querySelector<T>(what)!;
  const line = (text: string) => Object.assign(page.createElement('li'), { textContent: text });
  const day = (moment: string | null) => (moment ? new Date(moment).toLocaleString('en-GB') : 'some day');

  const showAssemblies = async (campaignId: string) => {
    const { data, error } = await api.GET('/api/v1/assemblies', { params: { query: { campaignId } } });
    const lines = error ? [error.detail] : data.items.map(one => `${one.title}: ${day(one.startsAt)}, ${one.place}`);
    find('#assemblies').replaceChildren(...(lines.length ? lines : ['None yet.']).map(line));
  };

  find<HTMLFormElement>('form').addEventListener('submit', async event => {
    event.preventDefault();
    const number = find<HTMLInputElement>('input').value;
    const { data, error } = await api.GET('/api/v1/trainings/certificates/{number}', { params: { path: { number } } });
    find('output').textContent = error ? error.detail : data.valid ? 'Valid.' : 'Not valid.';
  });

  const campaigns = (cursor?: string) => api.GET('/api/v1/campaigns', { params: { query: { limit: 2, cursor } } });
  let next: string | undefined;
  do {
    const { data, error } = await campaigns(next);
    if (error) return find('#campaigns').append(line(error.detail));
    for (const { id, constituency, state } of data.items) {
      const entry = line(`${constituency?.name}: ${state}`);
      entry.addEventListener('click', () => void showAssemblies(id));
      find('#campaigns').append(entry);
    }
    next = data.next ?? undefined;
  } while (next);
}
