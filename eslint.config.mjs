import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const notInDomain = 'The domain is pure: take the clock, chance and the environment as arguments.';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'db/types.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `const { key, ...rest } = row` is how a key is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Typed arrays and checked indices make the planners' inner loops; a `!` there is a proof, not a hope.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'dayjs', message: 'Time zones live in shared/domain/calendar/copenhagen.ts alone.' },
          ],
          patterns: [
            { group: ['dayjs/*'], message: 'Time zones live in shared/domain/calendar/copenhagen.ts alone.' },
          ],
        },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['shared/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'crypto', 'console'].map(
          (name) => ({
            name,
            message: notInDomain,
          }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: notInDomain },
        { object: 'Math', property: 'random', message: notInDomain },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: notInDomain },
      ],
    },
  },
  { files: ['shared/domain/calendar/copenhagen.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'readonly',
        document: 'readonly',
        window: 'readonly',
      },
    },
  },
  prettier,
);
