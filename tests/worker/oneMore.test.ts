import { expect, test } from '@jest/globals';
import { oneMore } from '../../worker/oneMore.ts';

/** Work that ends when it is told to. */
function held() {
  const begun: PromiseWithResolvers<undefined>[] = [];
  const work = oneMore(() => {
    const one = Promise.withResolvers<undefined>();
    begun.push(one);
    return one.promise;
  });
  return { begun, work };
}

test('calls during the work are answered together by one more time, after it', async () => {
  const { begun, work } = held();
  const calls = [work(), work(), work()];
  expect(begun).toHaveLength(1);
  begun[0]?.resolve(undefined);
  await calls[0];
  await new Promise(setImmediate);
  expect(begun).toHaveLength(2);
  begun[1]?.resolve(undefined);
  await Promise.all(calls);
  expect(begun).toHaveLength(2);
  void work();
  expect(begun).toHaveLength(3);
});

test('work that fails says so to its own callers only, and the next is done all the same', async () => {
  const { begun, work } = held();
  const first = work();
  const second = work();
  begun[0]?.reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await new Promise(setImmediate);
  begun[1]?.resolve(undefined);
  await expect(second).resolves.toBeUndefined();
});
