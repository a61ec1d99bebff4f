import type { Script } from './script.ts'

const fence = '```'
const words = `# Heading one
## Heading two
### Heading three
#### Heading four (Discord has only three)

**bold**, *italic*, ***both***, ~~struck~~, \`code\`, ||spoiler||, __underlined__, and snake_case_words stay_as_they_are.

* a list with asterisks
  * nested
    * and deeper
      * and deepest
- [ ] a task not done
- [x] a task done

1. first
2. second
   with a line that belongs to it
   ${fence}sh
   echo "code inside a list"
   ${fence}
10. tenth

> a quote
> > inside a quote
> - with a list

A [link](https://example.com/a_(b)) and <https://example.com>, an ![image](https://example.com/cat.png "Cat"), a footnote[^1].

${fence}${fence.slice(0, 1)}markdown
A fence that holds a fence:
${fence}js
console.log('*not bold*')
${fence}
${fence}${fence.slice(0, 1)}

\`\` a span with a \` in it \`\`, 5 * 3 * 2 = 30, 2 ** 3 ** 2, a < b > c, \\*not italic\\*, &amp; and &lt;b&gt;.

<details><summary>HTML</summary>is not rendered</details>

| a | b |
|---|---|
| 1 \\| 2 | \`x | y\` |

---

@everyone, @here, <@123456789012345678>, <@&123456789012345678> and <#123456789012345678> must not ring anyone.

[^1]: A footnote, which Discord does not know.`

/** Everything that Markdown can do to a renderer. */
export const markdown: Script = {
  name: 'markdown',
  shows: 'every kind of Markdown, nested, and what looks like it',
  example: 'Torture me with Markdown',
  when: /markdown/i,
  answer: () => ({ type: 'reply', say: [{ type: 'text', text: words }] }),
}
