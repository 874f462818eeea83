namespace Uso.Matching.Normalise;

/// <summary>
/// One given name in the spellings that English schools write it: transliterations and variants that sound the same. Evidence for a human,
/// never alone for a link: brothers are called Muhammad and Mohammed.
/// </summary>
internal static class Spellings
{
    private static readonly NameGroups Groups = new("""
        mohammed muhammad mohammad mohamed muhammed mohamad muhamad muhamed mahommed mohamud mohd muhd mohammod muhammod mehmed
        ahmed ahmad ahmet achmed ahmaad
        ali aly alli
        hussain hussein husain husayn hussien hossain hosein hussin
        hassan hasan hassaan
        ibrahim ibraheem ebrahim ibrahem
        ismail ismaeel ismael esmail ismail
        yusuf yousuf yousef yusef youssef yusouf yousif yosef
        yahya yahia yehya
        ishaq ishaaq isaaq
        musa moosa mousa moussa
        isa eesa essa issa
        omar umar omer umer oumar
        uthman usman osman othman
        abdullah abdallah abdulla abdoullah
        abdulrahman abdurrahman abdurahman abdirahman abdelrahman
        abubakar abubakr abubaker aboubacar
        khalid khaled khaalid
        hamza hamzah hamsa
        zakariya zakariyya zakaria zachariah zakariah
        suleiman sulaiman sulayman suleman solomon
        dawud dawood daoud daud
        ayub ayyub ayoub ayoob
        idris idrees edris
        bilal bilaal billal
        rayyan rayan rayaan
        mustafa mustapha moustafa
        tariq tarik tareq
        imran imraan emran
        faisal faysal feisal
        jamal jamaal gamal
        kareem karim kerim
        rashid rasheed rashed
        saeed said saed sayeed
        shahid shaheed
        waleed walid
        aisha ayesha aysha aishah aicha ayisha eesha
        fatima fatimah fatema faatimah fathima fatma
        khadija khadijah khadeeja khadeejah
        zainab zaynab zeinab zeynep zaynabb zainabb
        maryam mariam maryum meryem mariyam
        amina aminah ameena aamina
        hafsa hafsah
        safiya safiyah safiyya safia
        sumaya sumayah sumayya sumaiya
        layla leila laila leyla layla
        noor nur nour noora
        yasmin yasmeen yasmine jasmin jasmine
        sana sanaa
        zahra zahraa zara zarah zohra
        iqra ikra iqrah
        inaya inayah anaya
        catherine katherine kathryn catharine katharine katheryn cathryn
        stephen steven stephan
        geoffrey jeffrey geoffry
        philip phillip philipp
        sean shaun shawn shaughn
        john jon
        jonathan jonathon johnathan jonothan
        nicholas nicolas nikolas
        christopher kristopher kristofer
        christian kristian cristian
        matthew mathew
        michael micheal mikael
        daniel danyal daniyal daniil
        gabriel gabriele
        lucas lukas
        marcus markus
        mark marc
        eric erik
        frederick fredrick frederic
        laurence lawrence
        theodore theodor
        alistair alasdair alastair alister
        graham graeme
        stuart stewart
        allan alan allen
        brian bryan bryn
        craig kraig
        gareth garath
        rhys reece reese rees
        owen owain
        ewan euan ewen
        callum calum
        aidan aiden ayden aidyn
        jayden jaden jaydon jaiden
        kayden kaden kaiden
        caleb kaleb
        connor conor conner
        ciaran kieran kieron kieren
        niamh neve
        caitlin kaitlin kaitlyn katelyn caitlyn
        sara sarah
        hannah hanna hana
        rebecca rebekah
        rachel rachael
        isabel isobel isabelle isabell isobelle
        isabella izabella
        sophia sofia sofiya zofia
        sophie sofie
        olivia oliwia alivia
        emilia amelia emelia
        maya maia
        mia mya miya
        zoe zoey zoie
        chloe khloe chloey
        phoebe pheobe febe
        abigail abigale abbigail
        lily lilly lillie
        ellie elly elli
        amy aimee ami
        anna ana
        anne ann
        leah lea lia
        eva ewa
        julia yulia
        victoria viktoria
        teresa theresa
        lydia lidia
        helena elena
        elizabeth elisabeth
        natalie nathalie
        nicole nicol
        carys cerys
        sian shan
        poppy poppie
        darcy darcey darcie
        harriet harriett
        aleksander alexander aleksandr oleksandr alexandr
        aleksandra alexandra oleksandra
        dmitri dmitry dmytro dimitri
        sergei sergey serhii
        evgeny yevgeny evgenii yevhen
        andrei andrey andriy
        mikhail mykhailo michail
        ekaterina kateryna yekaterina
        tatiana tetiana tatyana
        natalia nataliya natalya
        anastasia anastasiya anastazja
        mykola nikolai nikolay
        volodymyr vladimir wladimir
        krystian kristian
        """);

    /// <summary>Whether two normalised words are one name.</summary>
    internal static bool AreOne(string one, string other) => Groups.Share(one, other);
}
