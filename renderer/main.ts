import { mount } from 'svelte'
import App from './App.svelte'
import { connectExplorer } from './explorer'
import './ui/tokens.css'

const target = document.getElementById('app')
if (target) mount(App, { target, props: { explorer: await connectExplorer() } })
