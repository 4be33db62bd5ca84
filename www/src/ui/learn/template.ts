/** What somebody who makes a lesson begins with: a whole one, small enough to be changed part by part. */
export const TEMPLATE = `---
title: Two cups at once
chapter: My lessons
summary: Start everything, then wait.
---
Each \`pour\` takes 100 ms. Make both cups in **100 ms**.

\`\`\`lumen start
cell pour(cup: Int) -> String
  await sleep(100)
  return "cup {cup}"
end

cell main() -> Null
  print(await spawn(pour(1)))
  print(await spawn(pour(2)))
end
\`\`\`

\`\`\`check
prints "cup 1" before "cup 2"
"pour(*)" overlaps "pour(*)"
  Both cups are poured one after the other. Start both before you wait.
ends at 100 ms
in 5 orders
\`\`\`

## Hint
\`spawn\` starts the work, \`await\` waits for it.

## Solution
\`\`\`lumen solution
cell pour(cup: Int) -> String
  await sleep(100)
  return "cup {cup}"
end

cell main() -> Null
  let cups = spawn([pour(1), pour(2)])
  for cup in await cups
    print(cup)
  end
end
\`\`\`

## Explanation
Starting and waiting are two things.
`;
