import { mount } from 'svelte'
import App from './App.svelte'
import { connectExplorer } from './explorer'
import { startWork } from './state/idle'
import './ui/tokens.css'

const endWork = startWork()
const target = document.getElementById('app')
if (target) mount(App, { target, props: { explorer: await connectExplorer() } })
endWork()
