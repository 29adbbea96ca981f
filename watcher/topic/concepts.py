"""Words of the news that speak of the same thing, as plain data: "toll", "bodies", "died".

A concept begins at the start of a line: its name, then its words in any inflection; `_` joins words
that stand side by side. A word may stand in several concepts; which one a topic means is told by
its other words.
"""

CONCEPTS = """
death: dead death die died dying kill killed killing toll fatality fatal body bodies corpse victim
    casualty slain deadly perish perished drown drowned lives lost_life lost_their_lives
    claimed_lives mourn mourning funeral buried burial grave bereaved mortality murdered massacre
injury: injure injured injury injuries wound wounded hurt casualty maimed hospitalised hospitalized
    burns treated stretcher ambulance trauma critical_condition
missing: missing unaccounted disappear disappeared vanished searched_for looked_for sought search
    searching whereabouts untraced not_been_found not_been_seen nothing_is_known trapped
rescue: rescue rescued rescuer search survivor survive alive saved pulled_from lifeboat coastguard
    firefighter fire_brigade emergency_service recovered recovery rubble
flood: flood flooded flooding deluge inundate inundated submerge river burst_its_banks
    broke_its_banks overflow torrent water_level downpour rain rainfall levee dyke dike embankment
storm: storm hurricane cyclone typhoon tornado gale wind blizzard snowstorm landfall gust surge
    thunderstorm hail
quake: earthquake quake tremor aftershock magnitude epicentre epicenter seismic tsunami richter
eruption: volcano volcanic eruption erupt lava ash crater
landslide: landslide mudslide landslip avalanche mud slope slide
fire: fire blaze wildfire flame burn burned burning burnt smoke firefighter arson hectares brigade
    evacuated_by
drought: drought dry rainless arid crops harvest famine hunger starvation starving malnutrition
    food_shortage
heat: heat heatwave temperature degrees hottest celsius fahrenheit
dam: dam reservoir spillway sluice gates lake water_level hydroelectric hydropower crest wall
    downstream upstream cubic_metres cubic_meters
leak: leak spill slick seep contamination contaminated pollution polluted toxic cleanup clean_up
    discharge
collapse: collapse collapsed crumble gave_way gives_way broke_off cave_in fell_down fall_down
    rubble debris
crack: crack cracked fissure damage damaged defect fault flaw wear corrosion intact sound structure
    structural hole breach
evacuate: evacuate evacuated evacuation evacuee leave_their_homes left_their_homes ordered_out flee
    fled fleeing displaced displacement moved_from brought_to_safety taken_to_safety told_to_leave
    told_to_go homeless out_of_their_homes stay_away return_home go_home going_home go_back
    let_back back_home returnee
shelter: shelter camp tent refuge hall gymnasium mattress mats accommodation temporary_housing
    collective_centre blankets beds
aid: aid relief humanitarian donation donate charity red_cross convoy supplies blankets
    food_parcels assistance help fund funding grant emergency_fund set_aside lorries tankers donor
    volunteers
water: water drinking_water tap_water tap drink well sanitation chlorine bottled sewage waterworks
outage: outage blackout power_cut power_failure electricity without_power without_electricity
    no_power grid dark darkness current substation households went_dark restore restored
    power_station power_plant energy_facility
power: electricity energy grid power megawatt power_plant turbine utility generator
attack: attack attacked strike struck raid bombard bombardment shell shelling barrage assault
    offensive hit target targeted slammed salvo air_raid airstrike bombing bombed missile drone
    rocket explosion blast shot_down intercepted
weapon: missile drone rocket artillery shell bomb warhead ammunition munition weapon arms gun rifle
    tank jet fighter_jet air_defence air_defense interceptor
bomb: bomb bombing bomber explosion explode exploded blast detonate device explosive suicide_bomber
    grenade
terror: terror terrorist terrorism militant extremist jihadist gunman gunmen hostage
army: army troops soldier military forces armed_forces battalion brigade general commander
    conscript recruit deploy deployment navy marines
war: war conflict fighting battle front front_line frontline invasion invade battlefield combat
    offensive hostilities
ceasefire: ceasefire cease_fire truce armistice peace pause halt_fighting lull
peace: peace peace_talks settlement ceasefire truce end_the_war ending_the_war negotiator mediator
    mediation
territory: territory land region annex annexed occupied occupation border cede hand_over give_up
    withdraw withdrawal sovereignty
guarantee: guarantee security_guarantee assurance protection pledge
document: plan proposal draft blueprint document text paper framework version outline roadmap
    road_map points clause provision wording memorandum initiative terms annex
deal: deal agreement accord pact treaty settlement compromise arrangement contract memorandum sign
    signed signing breakthrough
talks: talks negotiation negotiate negotiator negotiating meeting met summit delegation round envoy
    mediator mediate conference session dialogue discussion consultations emissary
visit: visit trip travel tour arrive arrival host
reject: reject rejected refuse refused refusal turn_down turned_down dismiss dismissed rebuff
    rebuffed spurn no veto decline oppose opposed
accept: accept accepted acceptance approve agree agreed endorse endorsed back recommend yes support
    welcome consent
deadline: deadline cut_off ultimatum time_limit timetable expire due postponed postpone delay
    delayed put_off schedule extend extended extension by_the_end
prisoner: prisoner captive captured captivity pow detainee inmate jail jailed jailed prison
    imprisoned imprisonment cell
swap: swap exchange exchanged handover handed_over trade release released free freed freedom return
    changed_hands brought_home come_home came_home
hostage: hostage kidnap kidnapped kidnapping abduct abducted abduction captor ransom captive
    captivity
sanction: sanction sanctions embargo blacklist asset_freeze restrictive_measures penalty
asset: asset assets frozen freeze seize seized confiscate confiscated reserves funds
corruption: corruption bribe bribery graft kickback embezzle embezzlement fraud launder laundering
    anti_corruption scandal
spy: spy spies spying espionage intelligence agent surveillance wiretap secret_service mole
nuclear: nuclear reactor uranium enrichment enrich centrifuge radiation radioactive atomic warhead
    inspector meltdown plutonium
court: court judge trial tribunal hearing lawsuit case prosecutor prosecution defendant
    defence_lawyer jury verdict ruling rule plea plead testimony testify witness appeal sentence
    convict convicted conviction acquit acquitted guilty bail
charge: charge charged indict indicted indictment arrest arrested detain detained custody suspect
    suspected accused allegation
sentence: sentence sentenced jail jailed prison years_in_prison imprisonment life_sentence parole
    fine fined
police: police officer detective investigator investigation investigate probe inquiry forensic raid
    raided
murder: murder murdered homicide manslaughter stab stabbed stabbing shooting shot gunman killer
    slay strangle
theft: theft steal stolen stole heist robbery robber rob thief thieves burglary burglar loot looted
    recovered
fraud: fraud scam swindle embezzle forgery forged ponzi deceive audit auditor irregularities
inquiry: inquiry commission investigation probe report findings examine examination review panel
    inspector inspect inspection watchdog
election: election elect elected vote voter voting poll ballot polling_station turnout candidate
    campaign runoff run_off constituency recount results tally first_round second_round electoral
    swing lead_in
campaign: campaign candidate rally debate running_mate nominee nomination primary manifesto
referendum: referendum plebiscite vote ballot yes_vote no_vote independence secession
government: government cabinet minister prime_minister premier chancellor coalition administration
    president ruling_party reshuffle
coalition: coalition alliance partner junior_partner majority minority confidence_vote
    no_confidence
resign: resign resigned resignation step_down stepped_down step_aside quit oust ousted sack sacked
    dismiss dismissed fired departure leave_office successor replace
parliament: parliament lawmaker legislator senate senator congress assembly deputies mp house bill
    lower_house upper_house chamber
law: law bill legislation amendment statute act decree ban banned reform vote constitution
    constitutional
protest: protest protester demonstrator demonstration rally march marched crowd riot tear_gas
    unrest clash clashes barricade activist square occupy vigil
police_force: riot_police tear_gas baton water_cannon crackdown curfew
strike_work: strike walkout walk_out union unions picket stoppage industrial_action labour labor
    wage wages pay_rise pay_offer pay_claim workers staff stop_work shop_steward mediator ballot
coup: coup junta overthrow putsch mutiny seized_power martial_law
migration: migrant migration refugee asylum immigration immigrant border deport deportation
    deported smuggler boat crossing visa
rights: rights human_rights freedom abuse torture discrimination persecution
takeover: takeover bid merger merge acquisition acquire buyout buy_out offer tender bidder suitor
    target approach combine combined buyer purchase deal
shares: share shares stock stake shareholder investor shareholding holder equity acceptance capital
    owner owners certificates
price: price cost value valued worth premium valuation euros dollars pounds sum expensive cheaper
    cents euro dollar eur usd consideration
dividend: dividend payout pay_out special_dividend buyback distribution
board: board director directors chairman chair chairwoman chief_executive ceo boss management
    executive
meeting: meeting annual_meeting general_meeting shareholder_meeting extraordinary_meeting agm
    quorum adjourn adjourned convene gather summoned
regulator: regulator watchdog authority commission antitrust competition agency supervisor
    supervisory regulatory ombudsman
approval: approval approve approved clearance clear cleared consent permission permit licence
    license authorise authorize authorisation green_light nod wave_through allow allowed
decision: decision decide decided ruling rule verdict judgment conclude conclusion determination
    finding
condition: condition conditions conditional remedy remedies requirement require concession divest
    divestment divestiture undertakings
branch: branch branches outlet counter store office sale_of_branches
bank: bank banking lender deposits deposit depositor loan lending credit
bailout: bailout bail_out rescue_package rescue_loan default creditor debt bond bondholder
    restructuring haircut austerity troika
profit: profit earnings revenue sales loss losses quarter quarterly results forecast guidance
    margin turnover
job_cuts: layoff layoffs job_cuts redundancy redundancies jobs cut_jobs dismissals workforce
    closure close_plant shutdown
inflation: inflation prices consumer_price cost_of_living interest_rate rate_hike rate_cut
    central_bank basis_points monetary
economy: economy economic growth gdp recession unemployment jobless output slump contraction
budget: budget spending deficit tax taxes taxation austerity treasury finance_minister fiscal
    expenditure subsidy
trade: trade tariff export import customs duty duties quota trade_war goods
oil: oil crude barrel petroleum opec gas pipeline refinery drilling rig well natural_gas lng fuel
    petrol diesel
climate: climate emissions carbon greenhouse warming co2 renewable fossil
bankruptcy: bankruptcy bankrupt insolvency insolvent administration administrators liquidation
    liquidate receivership creditors collapse chapter_11
listing: ipo listing flotation float stock_market debut shares stock_exchange
insurance: insurance insurer premium claim claims policyholder
outbreak: outbreak epidemic pandemic virus infection infected infect disease case cases contagion
    spread strain ebola cholera influenza flu measles symptom symptoms contagious bacteria
    quarantine isolation
vaccine: vaccine vaccination vaccinate vaccinated jab dose doses immunise immunize immunisation
    booster shot
hospital: hospital clinic patient patients doctor nurse ward intensive_care medical surgeon
    treatment
drug: drug medicine medication pill treatment therapy pharmaceutical trial side_effect clinical
narcotics: drugs cocaine heroin trafficker trafficking cartel smuggle smuggling narcotics opium
    fentanyl
recall: recall recalled withdraw withdrawn defect defective contaminated contamination listeria
    salmonella product supermarket shelves batch
aircraft: plane aircraft jet airliner airline flight crash pilot cockpit runway black_box
    flight_recorder passenger passengers airport crew wreckage aviation boeing airbus helicopter
    takeoff landing
airport: airport runway terminal flights airline passengers
rail: train rail railway railroad derail derailed derailment track carriage locomotive driver
    signal passenger station metro subway tram commuter
ship: ship vessel ferry boat tanker cargo sink sank sunk capsize capsized aground captain crew port
    harbour harbor cruise liner salvage hull
road: road highway motorway traffic bus car truck lorry driver collision crash vehicle
bridge: bridge span crossing viaduct
tunnel: tunnel boring tube excavation
construction: construction build building built contractor contract project site works engineer
    cost_overrun completion complete completed opening
collapse_building: building tower block floors apartment concrete collapse
mine: mine miner miners mining shaft pit coal colliery underground trapped gas_explosion
space: space rocket launch launched satellite orbit spacecraft capsule probe astronaut crew mission
    lander rover telescope liftoff lift_off splashdown launchpad payload booster
cyber: cyberattack cyber hack hacked hacker hacking breach data_breach ransomware malware phishing
    data password passwords leak leaked server
technology: software app platform algorithm artificial_intelligence ai chip semiconductor internet
outage_service: outage network service servers down restore restored
match: match game final semi_final goal score scored win won beat defeat defeated half_time penalty
    league cup tournament championship title
team: team club player coach manager squad side captain striker transfer sign signed contract
doping: doping dope banned_substance steroid drug_test positive_test anti_doping sample
games: olympic olympics games medal gold silver bronze athlete stadium venue
school: school pupil student teacher university college exam exams tuition campus education
    classroom strike
church: church pope bishop cardinal priest vatican catholic conclave clergy religious mosque imam
royal: king queen prince princess royal crown throne monarchy monarch palace abdicate coronation
art: museum painting gallery artwork art sculpture exhibition theft auction collection artefact
    artifact
film: film movie director actor actress festival award oscar premiere prize
music: singer band concert album song music tour festival
wildlife: animal species wildlife whale wolf bear bird elephant poacher poaching extinct extinction
    endangered
farm: farm farmer crop crops harvest livestock cattle agriculture agricultural subsidy wheat grain
fish: fish fishing fisherman fishery catch trawler quota
housing: housing rent rents tenant landlord homes house flat apartment mortgage property
health_service: health_ministry health_minister health_authority health_officials
    world_health_organization who
poison: poison poisoned poisoning toxin nerve_agent gas chemical chemical_weapons sarin novichok
crime_gang: gang mafia cartel organised_crime organized_crime
abuse: abuse abused rape assault sexual harassment molest
defamation: libel defamation slander retract retraction correction apologise apology apologize
    withdrew
census: population census birth birth_rate
currency: currency peso rouble ruble dollar yen devalue devaluation exchange_rate
crypto: bitcoin crypto cryptocurrency token blockchain
compensation: compensation compensate damages settlement payout reparations claim claims
alarm: alarm alert warning warn siren evacuation_order
safety: safety unsafe inspection inspect inspector standards regulation
blame: blame blamed responsible responsibility fault accuse accused negligence liable liability
talks_trip: trip trips travel envoy delegation
public_opinion: poll survey opinion approval_rating popularity
heritage: heritage monument archaeologist archaeology ruins temple excavation ancient tomb
nato: nato alliance member membership accession join candidate_status
"""

# nouns that can stand for any subject that was named before
GENERIC_HEADS = """
accident affair announcement approach arrangement attempt bid blow campaign case catastrophe change
claim clash conflict crisis deal decision demand development disaster dispute document effort
episode event figure incident initiative issue matter measure move number offer operation order
plan policy practice probe problem process programme project proposal question reform report result
review row ruling scandal scheme situation step story talks task tragedy work tally count total
toll sum site thing
"""

# words too general to tell one subject from another
LIGHT_WORDS = """
people person man men woman women year month week day today yesterday tomorrow tonight morning
evening night time number new first second last two three four five six seven eight nine ten one
many more most other former old big large small great long early late high country state part way
thing make take give go come tell say said name call work percent per cent million billion thousand
hundred monday tuesday wednesday thursday friday saturday sunday january february march april june
july august september october november december start end begin also still well back next need want
like use set put report official spokesman spokeswoman statement news
"""
